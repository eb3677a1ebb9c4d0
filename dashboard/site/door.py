"""What a company's site loads: the script, the frame it puts into the page, and the frame's own calls.

No login and no cookie: the key says which widget is meant, the visitor's token which conversation is theirs. The calls
come from the frame, which is ours; no other origin is let read them.
"""

import json
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods
from django_tenants.utils import tenant_context

from agents.words import storable
from automation.models import SiteWidget
from automation.site.visitors import (
    visitor_conversation,
    visitor_reads,
    visitor_say,
    visitor_token,
    visitor_waits,
)
from automation.site.widgets import widget_shown, widget_tenant
from automation.site.words import widget_language, widget_words
from tenants.errors import ApplicationError

SCRIPT = "js/site_widget.js"
TEXT_MOST = 2_000
BODY_MOST = 16 * 1024
# Browsers ask for the script on every page of the site.
SCRIPT_SECONDS = 300

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'none'"

View = Callable[..., HttpResponse]


def of_widget(view: View) -> View:
    """In the workspace of the key in the address; 404 for a key of nobody's, or while the widget is off."""

    @wraps(view)
    def inside(request: HttpRequest, public_key: str) -> HttpResponse:
        tenant = widget_tenant(public_key)
        if tenant is None:
            raise Http404
        with tenant_context(tenant):
            widget = widget_shown(public_key)
            if widget is None:
                raise Http404
            return view(request, widget)

    return inside


@require_GET
@of_widget
def script(request: HttpRequest, widget: SiteWidget) -> HttpResponse:
    """The same for all: it reads its own address."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={SCRIPT_SECONDS}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_GET
@xframe_options_exempt
@of_widget
def frame(request: HttpRequest, widget: SiteWidget) -> HttpResponse:
    accepts = request.headers.get("Accept-Language", "")
    language = widget_language(request.GET.get("lang", ""), accepts=accepts)
    context = {"widget": widget, "language": language, "words": widget_words(language)}
    response = render(request, "site/frame.html", context)
    # Our own pages show it as a preview.
    ancestors = " ".join(["'self'", *widget.origins])
    response["Content-Security-Policy"] = f"{POLICY}; frame-ancestors {ancestors}"
    return response


@csrf_exempt
@require_http_methods(["GET", "POST"])
@of_widget
def messages(request: HttpRequest, widget: SiteWidget) -> HttpResponse:
    """GET: the visitor's own conversation. POST {"text"}: they say something; the token to come back with is told."""
    conversation = visitor_conversation(widget, request.headers.get("X-Visitor", ""))
    token = ""
    if request.method == "POST":
        if not _is_ours(request):
            return _error(403, "other_origin", "Only the frame of the widget may write here.")
        text = _text(request)
        if text is None:
            return _error(400, "text", f"Send a text of at most {TEXT_MOST} characters.")
        try:
            address = get_adapter(request).get_client_ip(request)
            conversation = visitor_say(widget=widget, conversation=conversation, text=text, address=address)
        except ApplicationError as error:
            return _error(error.status, error.code, error.message)
        token = visitor_token(widget, conversation)
    told: dict[str, Any] = {"messages": [], "waits": False, "visitor": token}
    if conversation:
        told |= {"messages": visitor_reads(widget, conversation), "waits": visitor_waits(conversation)}
    response = JsonResponse(told)
    response["Cache-Control"] = "no-store"
    return response


def _is_ours(request: HttpRequest) -> bool:
    """A browser names the origin of whoever posts; the frame's is our own address."""
    origin = request.headers.get("Origin", "")
    own = {settings.PUBLIC_URL, f"{request.scheme}://{request.get_host()}"}
    return urlsplit(origin).netloc != "" and origin in own


def _text(request: HttpRequest) -> str | None:
    try:
        body = json.loads(request.read(BODY_MOST + 1))
        text = body["text"].strip()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return text if 0 < len(text) <= TEXT_MOST and storable(text) == text else None


@cache
def _script() -> str:
    return (Path(settings.STATICFILES_DIRS[0]) / SCRIPT).read_text()


def _error(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)
