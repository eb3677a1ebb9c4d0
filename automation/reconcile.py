"""What hooks did not tell enters by the same way as what they did."""

from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from automation.intake import event_understand
from crm_kommo import services as crm
from crm_kommo.errors import Refused
from tenants.jobs import lease_renew

log = structlog.get_logger(__name__)


def reconcile(*, connection_id: int, since: datetime | None) -> None:
    """Read what changed and what was said since then (None: since the last look). A message that is known stays as it
    is. Talks to Kommo: no transaction is open. Raises TryLater.
    """
    try:
        changes = crm.changes_read(connection_id=connection_id, since=since)
    except Refused as error:
        log.warning("reconcile_refused", reason=error.code)
        crm.reconcile_finish(connection_id=connection_id, until=None)
        return
    if changes is None:
        return
    for talk_id in changes.talk_ids:
        lease_renew()
        try:
            missed = crm.messages_missed(talk_id=talk_id, since=changes.since)
        except Refused as error:
            log.info("talks_not_readable", reason=error.code)
            break
        with transaction.atomic():
            for event in missed:
                event_understand(event, timezone.now())
    crm.reconcile_finish(connection_id=connection_id, until=changes.until)
