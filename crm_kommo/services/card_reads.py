"""Reading a card for those who act on it."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.card_view import CardView, card_view
from crm_kommo.client import errors
from crm_kommo.client.cards import Card
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.card_resource import CardResource
from crm_kommo.errors import TryLater
from crm_kommo.failures import read_failure
from crm_kommo.mirror import mirror_company, mirror_contact, mirror_lead
from crm_kommo.models import Connection, Field
from crm_kommo.models.mirrored import MirroredCard
from crm_kommo.selectors import CARDS, card_names, field_catalogue
from crm_kommo.services.mirrors import lead_fresh
from crm_kommo.services.usable import usable_connection

MIRRORS: dict[str, Callable[..., tuple[MirroredCard, object]]] = {
    Field.Entity.LEAD: mirror_lead,
    Field.Entity.CONTACT: mirror_contact,
    Field.Entity.COMPANY: mirror_company,
}


def card_read(*, entity: str, card_id: int, max_age: timedelta) -> CardView | None:
    """A lead, contact or company with every field of its catalogue; None when it does not exist.

    Read again when the mirror is older than `max_age`. While Kommo is away the mirror is better than nothing. Raises
    Refused, and TryLater for a card never read before. Not to be called inside a transaction.
    """
    card = card_fresh(entity=entity, card_id=card_id, max_age=max_age)
    return None if card is None else card_shown(entity=entity, card=card)


def card_known(*, entity: str, card_id: int) -> CardView | None:
    """A card as the mirror has it, however old that is; Kommo is not asked. None for one that is not known."""
    card = CARDS[entity].objects.select_related("connection").filter(connection__is_current=True, kommo_id=card_id)
    found = card.filter(is_deleted=False).first()
    return None if found is None else card_shown(entity=entity, card=found)


def card_shown(*, entity: str, card: MirroredCard) -> CardView:
    return card_view(
        entity=entity,
        card=card,
        catalogue=field_catalogue(entity),
        names=card_names([card]),
        zone=ZoneInfo(card.connection.time_zone),
    )


def card_fresh(*, entity: str, card_id: int, max_age: timedelta) -> MirroredCard | None:
    """The mirrored row; as `card_read`. Of a lead, its main contact is read with it."""
    if entity == Field.Entity.LEAD:
        return lead_fresh(lead_id=card_id, max_age=max_age)
    rows = CARDS[entity].objects.select_related("connection")
    card = rows.filter(connection__is_current=True, kommo_id=card_id).first()
    was_read = card is not None and card.read_at is not None
    if was_read and max(card.read_at, card.mirrored_at) > timezone.now() - max_age:
        return None if card.is_deleted else card
    try:
        # One that is not found may be hidden: the contact of an incoming lead. Of its end a hook tells.
        card = _refresh(entity, card_id) or card
    except TryLater:
        if not was_read:
            raise
    return None if card is None or card.is_deleted else card


def _refresh(entity: str, card_id: int) -> MirroredCard | None:
    connection = usable_connection()
    try:
        read = card_resource(client_of(connection), entity).one(card_id=card_id)
    except errors.KommoError as error:
        raise read_failure(error) from error
    return None if read is None else card_mirror(entity=entity, read=read, connection=connection)


@transaction.atomic
def card_mirror(*, entity: str, read: Card, connection: Connection) -> MirroredCard:
    """Bring the mirror in line with a card that was read just now."""
    card, _outcome = MIRRORS[entity](read, connection=connection)
    return card


def card_resource(kommo: KommoClient, entity: str) -> CardResource:
    """Where the client reads and writes such cards."""
    return getattr(kommo, Field.Entity(entity).value)
