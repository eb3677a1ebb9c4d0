"""A contact as it is shown: the card as it is known here, what is remembered, and what was done with it."""

from dataclasses import dataclass

from agents.card_fields.write_rows import fields_hidden
from agents.card_kinds import ENTITIES
from agents.extraction.types import masked
from chat import remembered
from crm_kommo import selectors as crm
from crm_kommo import services as crm_services
from crm_kommo.card_pages import card_page

ENTITY = ENTITIES["contact"]


@dataclass(frozen=True)
class ShownField:
    name: str
    text: str


@dataclass(frozen=True)
class ShownContact:
    """`fields`: those that hold something. `url`: in Kommo, "" while no account is connected."""

    contact_id: int
    name: str
    fields: list[ShownField]
    is_known: bool
    url: str


def contact_shown(contact_id: int) -> ShownContact | None:
    """Of the mirror: Kommo is not asked. None for one of which nothing stands here."""
    view = crm_services.card_known(entity=ENTITY, card_id=contact_id)
    if view is None and not remembered.knows_contact(contact_id):
        return None
    connection = crm.connection_current()
    url = card_page(connection.base_url, entity=ENTITY, card_id=contact_id) if connection and view else ""
    if view is None:
        last = remembered.conversations_of_contact(contact_id).first()
        return ShownContact(contact_id, last.contact_name if last else "", [], is_known=False, url=url)
    catalogue, hidden = crm.field_catalogue(ENTITY), fields_hidden()
    fields = [
        ShownField(catalogue[key].name, masked(content.text, is_sensitive=(ENTITY, key) in hidden))
        for key, content in view.fields.items()
        if content.text
    ]
    name = masked(view.fields["name"].text, is_sensitive=(ENTITY, "name") in hidden)
    return ShownContact(contact_id, name, fields, is_known=True, url=url)
