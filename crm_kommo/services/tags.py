"""A tag put on a lead. Not to be called inside a transaction."""

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.drafts import LeadDraft
from crm_kommo.models import Field, OutgoingWrite
from crm_kommo.services.usable import usable_connection
from crm_kommo.services.writes import write_begin, write_confirm, write_failed


def lead_tag_add(*, lead_id: int, tag: str, key: str) -> None:
    """Once for each key, though a tag that is there already stays as it is. The other tags stay too.

    Raises Refused, TryLater (it was not written), OutcomeUnknown (call again with the same key).
    """
    connection = usable_connection()
    write, _was_tried = write_begin(
        connection=connection, key=key, entity=Field.Entity.LEAD, kommo_id=lead_id, told={"tag": tag}
    )
    if write.outcome == OutgoingWrite.Outcome.WRITTEN:
        return
    try:
        client_of(connection).leads.update(card_id=lead_id, draft=LeadDraft(add_tags=[tag]))
    except errors.KommoError as error:
        raise write_failed(write=write, error=error) from error
    write_confirm(write=write)
