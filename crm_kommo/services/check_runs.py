from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.models import CheckRun, Connection
from crm_kommo.selectors import lead_by_kommo_id
from tenants.errors import InvalidInput
from tenants.jobs import job_put
from tenants.models import User


def checks_start(*, connection: Connection, user: User, lead_id: int | None) -> CheckRun:
    """Begin to examine the connection, or return the examination that is under way.

    `lead_id`: on which a test note may be written, which stays there; None writes none. Raises InvalidInput (lead).
    """
    if lead_id is not None and not _is_known(connection, lead_id):
        raise InvalidInput(_("There is no lead with this number."), field="lead")
    try:
        with transaction.atomic():
            run = connection.check_runs.create(requested_by_id=user.pk, lead_id=lead_id)
            job_put("kommo.checks", key=str(run.pk), payload={"run_id": run.pk})
    except IntegrityError:
        return connection.check_runs.get(state__in=CheckRun.OPEN)
    return run


def _is_known(connection: Connection, lead_id: int) -> bool:
    """Whether there is such a lead. While Kommo does not tell, it counts as one: the checks will say why."""
    lead = lead_by_kommo_id(lead_id)
    if lead and not lead.is_deleted:
        return True
    try:
        return client_of(connection).leads.get(lead_id=lead_id) is not None
    except errors.KommoError:
        return True
