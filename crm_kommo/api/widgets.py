"""The door for a bot that stops at our widget: prove that it is Kommo's, store it, answer. The reply follows later.

Kommo waits two seconds, so the token is checked by computing alone, and one statement stores the rest.
"""

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from crm_kommo import services
from crm_kommo.models import Connection
from crm_kommo.payloads.widget import read_widget
from crm_kommo.widget_token import TokenRefused, widget_token
from tenants.errors import NotFound
from tenants.models import InboundRoute
from tenants.selectors import inbound_route_find
from tenants.services import inbound_secret_matches

log = structlog.get_logger(__name__)

MAX_BODY = 256 * 1024


@csrf_exempt
@require_POST
def ask(request: HttpRequest, public_id: str, secret: str) -> JsonResponse:
    try:
        route = inbound_route_find(kind=services.DOOR, public_id=public_id)
        if not inbound_secret_matches(route=route, secret=secret):
            return _nothing_here()
        return _take(route, request.read(MAX_BODY + 1))
    except (Connection.DoesNotExist, NotFound) as error:
        log.warning("widget_request_refused", public_id=public_id, error=type(error).__name__)
        return _nothing_here()
    except DatabaseError as error:
        log.error("widget_request_not_stored", error=type(error).__name__)
        return _error(503, "unavailable", _("The request could not be stored. Send it again."))
    except UnreadablePostError:
        return _error(400, "cut_off", _("The body was cut off."))


def _take(route: InboundRoute, body: bytes) -> JsonResponse:
    call = read_widget(body) if len(body) <= MAX_BODY else None
    if call is None:
        return _error(400, "unreadable", _("This is not the request of a bot's widget."))
    try:
        token = widget_token(call.token, account_id=route.external_account_id)
        lead_id = call.lead_id or token.lead_id
        if token.lead_id not in (None, lead_id):
            raise TokenRefused("another lead")
        if lead_id is None or not call.continue_path:
            return _error(400, "incomplete", _("The request names no lead, or no address of Kommo to answer at."))
        services.widget_store(route=route, call=call, lead_id=lead_id, token_digest=token.digest)
    except TokenRefused as refusal:
        log.warning("widget_token_refused", public_id=route.public_id, reason=str(refusal))
        return _error(401, "unauthorized", _("The token of this request is not good."))
    return JsonResponse({"status": "accepted"})


def _nothing_here() -> JsonResponse:
    return _error(404, "not_found", _("There is no door for a bot at this address."))


def _error(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)
