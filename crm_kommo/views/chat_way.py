"""The page on which the way into the chats is chosen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm_kommo import selectors, services
from crm_kommo.bot_warnings import bot_warnings
from crm_kommo.forms.chat_way import ChatWayForm
from crm_kommo.services.chat_way_state import chat_way_state
from tenants.errors import ApplicationError, InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def chat_way(request: TenantRequest) -> HttpResponse:
    connection = selectors.connection_current()
    if connection is None:
        messages.info(request, _("Connect Kommo first; then the way into its chats can be chosen."))
        return redirect("kommo")
    way = services.chat_way_of(connection)
    bots, trouble = _bots()
    initial = {name: getattr(way, name) for name in ("mode", "bot_id", "field_id", "widget_step")}
    form = ChatWayForm(request.POST or None, initial=initial, bots=bots, fields=selectors.fields_to_print())
    if request.method == "POST" and not trouble and form.is_valid():
        values = dict(form.cleaned_data)
        chosen_id = values.pop("bot_id")
        chosen = next((bot for bot in bots if bot.id == chosen_id), None)
        try:
            services.chat_way_save(way=way, bot=chosen, **values)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved. The next answer goes this way."))
            return redirect("kommo-chat-way")
    context = {
        "connection": connection,
        "here": "kommo",
        "form": form,
        "way": way,
        "chat_way": chat_way_state(connection),
        "trouble": trouble,
        "has_bots": bool(bots),
        "warnings": bot_warnings(bots, way=way),
    }
    return render(request, "crm_kommo/chat_way_page.html", context)


@require_POST
@tenant_role_required(Role.ADMIN)
def widget_door(request: TenantRequest) -> HttpResponse:
    """Make the address at which a waiting bot asks."""
    if connection := selectors.connection_current():
        services.widget_door_open(way=services.chat_way_of(connection), tenant=request.tenant)
    return redirect("kommo-chat-way")


def _bots() -> tuple[list, str]:
    """The bots of the account, and why they could not be read."""
    try:
        return services.bots_listed(), ""
    except ApplicationError as error:
        return [], error.message
