from django.utils.translation import gettext as _

from automation.models import OutgoingEndpoint
from tenants.addresses import workspace_address
from tenants.mail import Words, members_tell
from tenants.models import Role, Tenant


def pause_tell(*, endpoint_id: int, tenant: Tenant) -> None:
    """Write to owners and admins that we have switched an endpoint off; nothing when it is on again, or deleted."""
    endpoint = OutgoingEndpoint.objects.filter(pk=endpoint_id, paused_by_us_at__isnull=False).first()
    if endpoint is None:
        return

    def words() -> Words:
        return Words(
            subject=_("%(workspace)s: the webhook “%(webhook)s” was switched off")
            % {"workspace": tenant.name, "webhook": endpoint.name},
            text=_(
                "The address of “%(webhook)s” has not taken our requests for an hour and more, so nothing is sent to "
                "it any longer.\n\nThe last attempt: %(error)s\n\nWhen it works again, switch the webhook on under "
                "Integrations → Outgoing webhook. What failed meanwhile can be sent again from its log.\n"
            )
            % {"webhook": endpoint.name, "error": endpoint.last_error_label},
        )

    members_tell(tenant=tenant, least=Role.ADMIN, link=workspace_address(tenant, "webhook", endpoint.pk), words=words)
