"""A lead moved to a stage, or given to somebody: once for each key. Not to be called inside a transaction."""

from django.utils.translation import gettext as _

from crm_kommo.card_attempt import Definitions
from crm_kommo.card_changes import CardChanges
from crm_kommo.client.cards import Card
from crm_kommo.errors import FieldsMissing
from crm_kommo.models import Field
from crm_kommo.services.card_writes import card_change
from crm_kommo.uses import StageKey
from crm_kommo.values.required import missing_for_stage


def lead_move(*, lead_id: int, pipeline_id: int, stage_id: int, key: str, seen: StageKey | None = None) -> CardChanges:
    """`seen`: where the lead was when this was decided; one that somebody moved since stays, as a conflict.

    Raises FieldsMissing when the stage requires fields that are empty, and what `card_fields_set` raises; Refused
    also for a stage that Kommo does not have.
    """

    def check(card: Card, definitions: Definitions) -> None:
        missing = missing_for_stage(
            definitions.values(), filled=card.filled, pipeline_id=pipeline_id, status_id=stage_id
        )
        if missing:
            names = ", ".join(one.name for one in missing)
            raise FieldsMissing(
                _("The stage requires these fields to be filled: %(names)s.") % {"names": names},
                field_ids=[one.id for one in missing],
            )

    wanted = {"pipeline_id": pipeline_id, "status_id": stage_id}
    before = {"pipeline_id": seen.pipeline_id, "status_id": seen.stage_id} if seen else None
    return card_change(entity=Field.Entity.LEAD, card_id=lead_id, wanted=wanted, key=key, seen=before, check=check)


def lead_assign(*, lead_id: int, user_id: int, key: str) -> CardChanges:
    """Raises what `card_fields_set` raises; Refused also for a user that Kommo does not have."""
    wanted = {"responsible_user_id": user_id}
    return card_change(entity=Field.Entity.LEAD, card_id=lead_id, wanted=wanted, key=key)
