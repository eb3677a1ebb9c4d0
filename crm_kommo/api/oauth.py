"""The two ends of a consent: where it starts, and where Kommo sends the browser back to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import selectors, services
from crm_kommo.models import Connection
from tenants.addresses import workspace_path
from tenants.api.views import TenantAPIView
from tenants.errors import ApplicationError, InvalidInput
from tenants.models import OAuthState, Role
from tenants.services import oauth_state_consume


class StartSerializer(serializers.Serializer):
    brand = serializers.CharField(default=Connection.Brand.KOMMO)


class OAuthStartView(TenantAPIView):
    """POST {brand}: the address of the consent page of Kommo (default) or amoCRM.ru.

    For a browser's session only, since the consent comes back to it.
    """

    write_role = Role.ADMIN

    def post(self, request: Request) -> Response:
        serializer = StartSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        url = services.oauth_start(
            tenant=request._request.tenant,
            user=request.user,
            session_key=request.session.session_key,
            brand=serializer.validated_data["brand"],
        )
        return Response({"authorize_url": url})


@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Public: the workspace is the one in which the state was made, whoever is logged in now.

    Every outcome is a page of ours with a message, since it is a person's browser that comes here.
    """
    query = request.GET
    if not query.get("state"):
        # An installation begun inside Kommo names no workspace, so it cannot be bound to one.
        messages.info(request, _("Kommo is installed. To connect it, open Integrations in your workspace."))
        return redirect("workspaces")
    try:
        state = oauth_state_consume(state=query["state"], session_key=request.session.session_key or "")
    except InvalidInput as error:
        repeated = selectors.consent_used(state=query["state"], session_key=request.session.session_key or "")
        if repeated:  # the browser loaded the address again: the page shows what the first time brought
            return redirect(workspace_path(repeated.tenant, "kommo"))
        messages.error(request, error.message)
        return redirect("workspaces")
    if query.get("error") or not query.get("code"):
        messages.warning(request, _("Access to Kommo was not granted, so nothing was connected."))
    else:
        _finish(request, state)
    return redirect(workspace_path(state.tenant, "kommo"))


def _finish(request: HttpRequest, state: OAuthState) -> None:
    # One passage of Kommo's documentation spells the name with two r.
    referer = request.GET.get("referer") or request.GET.get("referrer", "")
    try:
        connection = services.oauth_finish(code=request.GET["code"], referer=referer, state_row=state)
    except ApplicationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Connected to %(account)s. Its settings are being read.") % {"account": connection})
