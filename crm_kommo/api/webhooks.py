"""The door for Kommo: find the workspace by the address, store the hook, answer. Nothing is understood here.

Kommo waits two seconds, repeats what was answered with 5xx and gives up soon on any other bad code, so trouble of
ours is always a 503.
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
from crm_kommo.payloads.form_data import has_more_fields
from tenants.selectors import inbound_route_find
from tenants.services import inbound_secret_matches

log = structlog.get_logger(__name__)

MAX_BODY = 2 * 1024 * 1024


@csrf_exempt
@require_POST
def receive(request: HttpRequest, public_id: str, secret: str) -> JsonResponse:
    try:
        route = inbound_route_find(kind="kommo", public_id=public_id)
        if not inbound_secret_matches(route=route, secret=secret):
            return _nothing_here()
        if not request.META.get("CONTENT_LENGTH"):
            # Django reads no further than the length; without one it would keep an empty hook and lose this one.
            return _error(411, "length_required", _("Say the length of the body in Content-Length."))
        body = _body(request)
        if body is None:
            return _error(413, "too_large", _("The body is larger than 2 MB."))
        if has_more_fields(body):  # nothing would be read of it, and its digest takes long
            return _error(413, "too_large", _("The body has too many fields."))
        services.delivery_store(
            route=route,
            body=body,
            content_type=request.content_type or "",
            request_id=request.headers.get("X-Amocrm-Requestid", ""),
        )
    except Connection.DoesNotExist:
        log.error("webhook_without_connection", public_id=public_id)
        return _nothing_here()
    except DatabaseError as error:
        log.error("webhook_not_stored", error=type(error).__name__)
        return _error(503, "unavailable", _("The hook could not be stored. Send it again."))
    except UnreadablePostError:
        return _error(400, "cut_off", _("The body was cut off."))
    return JsonResponse({"status": "accepted"})


@csrf_exempt
def explain(request: HttpRequest) -> JsonResponse:
    """The bare address: nobody's, so that nothing is stored."""
    return _error(
        404,
        "not_found",
        _(
            "Each workspace has a webhook address of its own. It is set up in Kommo when you press Connect on the page "
            "Integrations, Kommo of your workspace."
        ),
    )


def _nothing_here() -> JsonResponse:
    return _error(404, "not_found", _("There is no webhook at this address."))


def _body(request: HttpRequest) -> bytes | None:
    """The bytes as they came, None when there are too many. Read past Django's own, smaller limits on forms."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    if announced.isdigit() and int(announced) > MAX_BODY:
        return None
    body = request.read(MAX_BODY + 1)
    return body if len(body) <= MAX_BODY else None


def _error(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)
