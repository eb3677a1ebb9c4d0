from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from automation.models import OutgoingEndpoint
from tenants.models import Role, Tenant
from tenants.selectors import members_of


def pause_tell(*, endpoint_id: int, tenant: Tenant) -> None:
    """Write to owners and admins that we have switched an endpoint off; nothing when it is on again, or deleted."""
    endpoint = OutgoingEndpoint.objects.filter(pk=endpoint_id, paused_by_us_at__isnull=False).first()
    people = [member.user.email for member in members_of(tenant) if Role(member.role).includes(Role.ADMIN)]
    if endpoint is None or not people:
        return
    with translation.override(tenant.language):
        send_mail(
            subject=_("%(workspace)s: the webhook “%(webhook)s” was switched off")
            % {"workspace": tenant.name, "webhook": endpoint.name},
            message=_(
                "The address of “%(webhook)s” has not taken our requests for an hour and more, so nothing is sent to "
                "it any longer.\n\nThe last attempt: %(error)s\n\nWhen it works again, switch the webhook on under "
                "Integrations → Outgoing webhook. What failed meanwhile can be sent again from its log.\n"
            )
            % {"webhook": endpoint.name, "error": endpoint.last_error_label},
            from_email=None,
            recipient_list=people,
        )
