"""The parts of a mail that a browser must not take for ours: its formatted body, and its files."""

from django.http import Http404, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from mailbox import selectors
from mailbox.files import file_response
from mailbox.models import Email
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

# The frame around it is a sandbox as well; this one also holds when the address is opened by itself.
BODY_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@require_GET
@xframe_options_sameorigin
@tenant_role_required(Role.VIEWER)
def body(request: TenantRequest, email_id: int) -> HttpResponse:
    """The formatted body; nothing in it runs, and nothing is loaded from elsewhere."""
    email = _email(request, email_id)
    if not email.html:
        raise Http404
    page = f'<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light">{email.html}'
    return HttpResponse(page, headers={"Content-Security-Policy": BODY_POLICY, "Referrer-Policy": "no-referrer"})


@require_GET
@tenant_role_required(Role.VIEWER)
def attachment(request: TenantRequest, email_id: int, position: int) -> HttpResponse:
    return file_response(email=_email(request, email_id), position=position)


def _email(request: TenantRequest, email_id: int) -> Email:
    email = selectors.email(email_id, role=Role(request.membership.role))
    if email is None:
        raise Http404
    return email
