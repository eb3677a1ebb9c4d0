"""Kommo learns of a hand-over: the lead gets its person, the person a task. Each step is done once, by its key."""

from datetime import timedelta

import structlog

from automation.models import HandOver
from crm_kommo import services as crm
from crm_kommo.errors import Refused
from crm_kommo.job_errors import retried_later
from tenants.jobs import GiveUp, lease_renew

log = structlog.get_logger(__name__)

LOOK_AGAIN = timedelta(seconds=15)


def hand_over_tell(*, hand_over_id: int) -> None:
    """Talks to Kommo: no transaction is open. Raises RetryLater while Kommo is away, GiveUp when it refuses."""
    row = HandOver.objects.get(pk=hand_over_id)
    try:
        with retried_later(look_after=LOOK_AGAIN):
            _tell(row)
    except Refused as error:
        row.trouble = error.code
        row.save(update_fields=["trouble", "updated_at"])
        raise GiveUp(str(error)) from error


def _tell(row: HandOver) -> None:
    if row.assigns:
        _assign(row)
    lease_renew()
    if row.task_text and row.task_id is None:
        row.task_id = _task(row)
        row.save(update_fields=["task_id", "updated_at"])


def _assign(row: HandOver) -> None:
    """Who is gone gets nothing: then it stays with whoever the lead belongs to."""
    try:
        crm.lead_assign(lead_id=row.lead_id, user_id=row.user_id, key=f"hand-over-{row.pk}-assign")
    except Refused as error:
        log.warning("hand_over_not_assigned", reason=error.code)
        row.trouble, row.user_id, row.assigns = error.code, None, False
        row.save(update_fields=["trouble", "user_id", "assigns", "updated_at"])


def _task(row: HandOver) -> int:
    user_id = row.user_id or _responsible(row.lead_id)
    try:
        return _add(row, user_id, key=f"hand-over-{row.pk}-task")
    except Refused:
        if user_id is None:
            raise
        # Not to this person: then to whoever connected Kommo, rather than to nobody.
        return _add(row, None, key=f"hand-over-{row.pk}-task-otherwise")


def _add(row: HandOver, user_id: int | None, *, key: str) -> int:
    return crm.task_add(lead_id=row.lead_id, text=row.task_text, user_id=user_id, due_at=row.task_due_at, key=key)


def _responsible(lead_id: int) -> int | None:
    lead = crm.lead_fresh(lead_id=lead_id, max_age=timedelta(0))
    return lead.responsible_user_id if lead else None
