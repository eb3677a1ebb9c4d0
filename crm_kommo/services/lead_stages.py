from datetime import datetime

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.resources.events import Event
from crm_kommo.failures import read_failure
from crm_kommo.services.usable import usable_connection
from crm_kommo.uses import StageKey


def lead_stage_since(*, lead_id: int, stage: StageKey) -> datetime | None:
    """When the lead last came into this stage; None: it was never moved into it, so it was born there.

    Raises Refused (also where the plan has no list of events), TryLater.
    """
    kommo = client_of(usable_connection())
    try:
        moves = kommo.events.about(entity="lead", ids=[lead_id], types=["lead_status_changed"])
        return next((move.created_at for move in moves if _enters(move, stage)), None)
    except errors.KommoError as error:
        raise read_failure(error) from error


def _enters(move: Event, stage: StageKey) -> bool:
    entered = [value["lead_status"] for value in move.after if isinstance(value.get("lead_status"), dict)]
    return any((one.get("pipeline_id"), one.get("id")) == tuple(stage) for one in entered)
