"""Notes on leads: what was done elsewhere, told where the people of the company look."""

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.failures import read_failure, write_failure
from crm_kommo.services.usable import usable_connection


def lead_note_add(*, lead_id: int, text: str, key: str) -> None:
    """Write a note on a lead, once: `key` is ours alone, stands in the last line of the text, and is looked for first.

    Raises Refused, TryLater, OutcomeUnknown; call again for the last two. Not to be called inside a transaction.
    """
    notes = client_of(usable_connection()).notes
    try:
        is_there = any(said.rstrip().endswith(key) for said in notes.texts(entity="leads", entity_id=lead_id))
    except errors.KommoError as error:
        raise read_failure(error) from error
    if is_there:
        return
    try:
        notes.add(entity="leads", entity_id=lead_id, text=text)
    except errors.KommoError as error:
        raise write_failure(error) from error
