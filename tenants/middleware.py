"""Which workspace a request is in. Nothing below it answers for a workspace without a member or a token.

/manage/<slug>/…   a page: the slug becomes part of SCRIPT_NAME, so that reverse(), forms and the admin stay inside.
/api/…             by token; by session with a single membership or the header X-Workspace.
everything else    public: no workspace, and no tenant's table can be reached.
"""

import re
from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import set_script_prefix
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants import selectors, services
from tenants.models import ApiToken, Membership, Tenant

WORKSPACE = re.compile(r"^/manage/(?P<slug>[a-z0-9_-]+)(?P<rest>/.*)?$")
# Doors of the API that find their workspace by themselves: by the secret in the address, or by the OAuth state.
OWN_WAY_IN = (
    "/api/crm/webhook",
    "/api/crm/widget",
    "/api/integrations/kommo/oauth/callback",
    "/api/integrations/kommo/disconnected",
)


class TenantMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.set_schema_to_public()
        # request.tenant exists only inside a workspace: libraries ask for it by hasattr.
        request.membership, request.api_token = None, None
        set_script_prefix("/")
        try:
            refusal = self._enter(request)
            return refusal or self.get_response(request)
        finally:
            connection.set_schema_to_public()
            set_script_prefix("/")
            timezone.deactivate()

    def _enter(self, request: HttpRequest) -> HttpResponse | None:
        path = request.path_info
        if found := WORKSPACE.match(path):
            return self._enter_page(request, found["slug"], found["rest"] or "/")
        if path.startswith("/api/") and not path.startswith(OWN_WAY_IN):
            return self._enter_api(request)
        return None

    def _enter_page(self, request: HttpRequest, slug: str, rest: str) -> HttpResponse | None:
        is_api = rest.startswith("/api/")
        if not request.user.is_authenticated:
            # The same for any slug: a stranger does not learn which workspaces exist.
            return _unauthorized(_("Log in first.")) if is_api else redirect_to_login(request.get_full_path())
        tenant = selectors.tenant_by_slug(slug)
        membership = tenant and selectors.membership_of(user=request.user, tenant=tenant)
        staff_in_admin = tenant and request.user.is_staff and rest.startswith("/admin/")
        if not (membership or staff_in_admin):
            raise Http404
        _use(request, tenant, membership)
        if tenant.state != Tenant.State.READY:
            return _not_ready(request, tenant, is_api=is_api)
        prefix = f"/manage/{slug}"
        request.META["SCRIPT_NAME"] = prefix
        request.path_info = rest
        request.urlconf = settings.TENANT_URLCONF
        set_script_prefix(prefix + "/")
        return None

    def _enter_api(self, request: HttpRequest) -> HttpResponse | None:
        header = request.headers.get("Authorization", "")
        if header:
            return self._enter_by_token(request, header)
        if not request.user.is_authenticated:
            return _unauthorized(_("Send a token: Authorization: Bearer lw_…"))
        memberships = list(selectors.memberships_of(request.user))
        if wanted := request.headers.get("X-Workspace"):
            memberships = [membership for membership in memberships if membership.tenant.slug == wanted]
        if not memberships:
            return _error(404, "not_found", _("No such workspace."))
        if len(memberships) > 1:
            return _error(
                400, "workspace_needed", _("You are in several workspaces: name one in the header X-Workspace.")
            )
        tenant = memberships[0].tenant
        _use(request, tenant, memberships[0])
        return None if tenant.state == Tenant.State.READY else _not_ready(request, tenant, is_api=True)

    def _enter_by_token(self, request: HttpRequest, header: str) -> HttpResponse | None:
        scheme, _space, secret = header.partition(" ")
        token = selectors.api_token_find(secret.strip()) if scheme.lower() == "bearer" else None
        membership = token and selectors.membership_of(user=token.created_by, tenant=token.tenant)
        if not (token and membership):
            return _unauthorized(_("This token is not known, has expired or was revoked."))
        services.api_token_touch(token=token)
        _use(request, token.tenant, membership, token)
        return None if token.tenant.state == Tenant.State.READY else _not_ready(request, token.tenant, is_api=True)


def _use(request: HttpRequest, tenant: Tenant, membership: Membership | None, token: ApiToken | None = None) -> None:
    request.tenant, request.membership, request.api_token = tenant, membership, token
    connection.set_tenant(tenant)
    timezone.activate(tenant.time_zone)
    structlog.contextvars.bind_contextvars(tenant_id=tenant.pk)


def _not_ready(request: HttpRequest, tenant: Tenant, *, is_api: bool) -> HttpResponse:
    """Its tables are being made. The page asks again every second; what this process remembers is forgotten for it."""
    selectors.forget_kept()
    if not is_api:
        return render(request, "landing/preparing.html", {"tenant": tenant})
    response = _error(503, "preparing", _("This workspace is being prepared. Try again in a few seconds."))
    response["Retry-After"] = "5"
    return response


def _error(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)


def _unauthorized(message: str) -> JsonResponse:
    response = _error(401, "unauthorized", message)
    response["WWW-Authenticate"] = "Bearer"
    return response
