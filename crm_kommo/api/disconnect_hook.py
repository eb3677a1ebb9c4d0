"""Where Kommo tells that our access was ended there: the integration was switched off, or somebody withdrew it."""

import hmac
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from django_tenants.utils import tenant_context

from crm_kommo import selectors, services
from crm_kommo.registrations import registration_with

MOST_DIGITS = 18


@require_GET
def disconnected(request: HttpRequest) -> HttpResponse:
    """Public: the signature is the key. What is signed by us and concerns nobody here is answered with nothing."""
    account_id = request.GET.get("account_id", "")
    # The documentation names the parameter in both ways.
    client_id = request.GET.get("client_uuid") or request.GET.get("client_id", "")
    if not _is_signed(account_id=account_id, client_id=client_id, signature=request.GET.get("signature", "")):
        return HttpResponse(status=403)
    if account_id.isdecimal() and len(account_id) <= MOST_DIGITS:
        _look(int(account_id))
    return HttpResponse(status=204)


def _is_signed(*, account_id: str, client_id: str, signature: str) -> bool:
    registration = registration_with(client_id)
    if registration is None:
        return False
    message = f"{client_id}|{account_id}".encode()
    expected = hmac.new(registration.client_secret.encode(), message, sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.lower().encode())


def _look(account_id: int) -> None:
    route = selectors.route_of_account(account_id)
    if route is None:
        return
    with tenant_context(route.tenant):
        # A long-lived token belongs to an integration of the customer's own, of which this hook does not tell.
        connection = selectors.connection_by_consent(account_id)
        if connection:
            services.withdrawal_owe(connection=connection)
