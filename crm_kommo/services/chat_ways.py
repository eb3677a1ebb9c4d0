"""How replies go into the chats: the choice of a person, and what Kommo says to it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.resources.bots import Bot
from crm_kommo.errors import SendRefused
from crm_kommo.failures import read_failure
from crm_kommo.models import ChatWay, Connection, Field
from crm_kommo.models.failure import Failure
from crm_kommo.selectors import fields_of
from crm_kommo.services.usable import usable_connection
from tenants.errors import InvalidInput
from tenants.models import InboundRoute, Tenant
from tenants.services import inbound_route_create, inbound_route_deactivate

DOOR = "kommo-widget"
DOOR_PATH = "/api/crm/widget"
TRY_DIRECT_EVERY = timedelta(hours=6)


def chat_way_of(connection: Connection) -> ChatWay:
    return ChatWay.objects.get_or_create(connection=connection)[0]


def bots_listed() -> list[Bot]:
    """The bots of the account. Raises Refused, TryLater."""
    try:
        return client_of(usable_connection()).bots.all()
    except errors.KommoError as error:
        raise read_failure(error) from error


def chat_way_save(
    *, way: ChatWay, mode: str, bot: Bot | None, field_id: int | None, widget_step: int | None
) -> ChatWay:
    """Raises InvalidInput when the way that was chosen lacks its bot or its field."""
    if mode == ChatWay.Mode.BOT and bot is None:
        raise InvalidInput(_("Choose the bot that prints the field."), field="bot_id")
    if bot is not None and field_id is None:
        raise InvalidInput(_("Choose the field that this bot prints."), field="field_id")
    if field_id is not None and not fields_of("leads").filter(kommo_id=field_id, type__in=Field.PRINT_ROOM).exists():
        raise InvalidInput(_("Choose a lead field of the type text or text area."), field="field_id")
    way.mode, way.field_id, way.widget_step = mode, field_id, widget_step
    way.bot_id, way.bot_name = (bot.id, bot.name[:255]) if bot else (None, "")
    way.save(update_fields=["mode", "field_id", "widget_step", "bot_id", "bot_name", "updated_at"])
    return way


@transaction.atomic
def widget_door_open(*, way: ChatWay, tenant: Tenant) -> ChatWay:
    """Give the waiting bot an address to ask at; the one there is stays."""
    way = ChatWay.objects.select_for_update().get(pk=way.pk)
    if not way.widget_address:
        route, secret = inbound_route_create(kind=DOOR, tenant=tenant, external_account_id=way.connection.account_id)
        way.widget_public_id = route.public_id
        way.widget_address = f"{settings.PUBLIC_URL}{DOOR_PATH}/{route.public_id}/{secret}"
        way.save(update_fields=["widget_public_id", "widget_address", "updated_at"])
    return way


def widget_door_close(*, connection: Connection) -> None:
    """The address is good no more, and the account is free for another workspace."""
    way = chat_way_of(connection)
    for route in InboundRoute.objects.filter(kind=DOOR, public_id=way.widget_public_id, is_active=True):
        inbound_route_deactivate(route=route)
    way.widget_public_id, way.widget_address = "", None
    way.save(update_fields=["widget_public_id", "widget_address", "updated_at"])


def direct_is_refused(way: ChatWay) -> bool:
    """Whether it is too early to try again; a new consent may have brought the permission."""
    refused_at = way.direct_refused_at
    return bool(
        refused_at and refused_at > timezone.now() - TRY_DIRECT_EVERY and refused_at > way.connection.connected_at
    )


def direct_note(*, way: ChatWay, refusal: SendRefused | None) -> None:
    """Remember what Kommo said to a direct message; None: it took it."""
    if refusal is None and way.direct_refused_at is None:
        return
    way.direct_refused_reason = Failure(refusal.code) if refusal else ""
    way.direct_refused_detail = refusal.extra.get("detail", "") if refusal else ""
    way.direct_refused_at = timezone.now() if refusal else None
    way.save(update_fields=["direct_refused_reason", "direct_refused_detail", "direct_refused_at", "updated_at"])


def history_note(*, connection: Connection, is_refused: bool) -> None:
    """Remember whether the messages of a talk may be read back."""
    way = chat_way_of(connection)
    if is_refused or way.history_refused_at:
        way.history_refused_at = timezone.now() if is_refused else None
        way.save(update_fields=["history_refused_at", "updated_at"])
