"""Mails to the owners of a workspace about its connection: owed as jobs, with the change that they tell of."""

from django.db import connection as database
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm_kommo.models import Connection
from tenants.addresses import workspace_address
from tenants.jobs import job_cancel, job_put
from tenants.mail import Words, members_tell
from tenants.models import Role

JOB_KIND = "kommo.notice"


class Notice(models.TextChoices):
    """What is told; the label is the subject of the mail."""

    NEEDS_RECONNECT = "needs_reconnect", gettext_lazy("%(account)s must be reconnected")
    WITHDRAWN = "withdrawn", gettext_lazy("%(account)s was disconnected in Kommo")
    WEBHOOK_RESTORED = "webhook_restored", gettext_lazy("Messages of %(account)s were not arriving")
    TOKEN_ENDS = "token_ends", gettext_lazy("The token of %(account)s ends soon")


def notice_put(connection: Connection, notice: Notice) -> None:
    """Owe this mail, in the caller's transaction."""
    payload = {"connection_id": connection.pk, "notice": notice.value}
    job_put(JOB_KIND, key=f"{connection.pk}:{notice}", payload=payload)


def notice_drop(connection: Connection, notice: Notice) -> None:
    """What is owed of this mail is not sent, since another one says more."""
    job_cancel(JOB_KIND, key=f"{connection.pk}:{notice}")


def notice_send(*, connection_id: int, notice: str) -> None:
    """Write to every owner. A failure of the mail server is the caller's to repeat."""
    connection = Connection.objects.filter(pk=connection_id).first()
    if connection is None:
        return

    def words() -> Words:
        return Words(str(Notice(notice).label) % {"account": connection}, _text(connection, notice))

    tenant = database.tenant
    members_tell(tenant=tenant, least=Role.OWNER, link=workspace_address(tenant, "kommo"), words=words)


def _text(connection: Connection, notice: str) -> str:
    if notice == Notice.WEBHOOK_RESTORED:
        return _(
            "Kommo had switched our webhook off, or somebody had removed it. It is set up again, and what was missed "
            "is being read."
        )
    if notice == Notice.TOKEN_ENDS:
        return _("Make a new long-lived token in Kommo and paste it here before the old one ends.")
    return "\n".join(
        [
            connection.get_status_reason_display(),
            _("Until an administrator connects Kommo again, agents do not answer and nothing is sent."),
        ]
    )
