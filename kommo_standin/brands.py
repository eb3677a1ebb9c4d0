"""Two brands, one platform: what Kommo and amoCRM.ru answer differently. Each account is of one of them."""

from dataclasses import dataclass

from kommo_standin.accounts import Account
from kommo_standin.crm.notes import ONE_BRAND_ONLY


@dataclass(frozen=True)
class Brand:
    """`can_chat`: the API lists talks, shows their messages and sends some. `events_limit`: items a page.

    `foreign_notes`: types of notes that only the other brand takes.
    """

    name: str
    webhook_created: int
    events_limit: int
    can_chat: bool
    customers_mode: str
    foreign_notes: frozenset[str]
    task_entities: tuple[str, ...]


KOMMO = Brand(
    name="kommo",
    webhook_created=200,
    events_limit=250,
    can_chat=True,
    customers_mode="disabled",
    foreign_notes=ONE_BRAND_ONLY,
    task_entities=("leads", "contacts", "companies"),
)
AMOCRM = Brand(
    name="amocrm",
    webhook_created=201,
    events_limit=100,
    can_chat=False,
    customers_mode="segments",
    foreign_notes=frozenset(),
    task_entities=("leads", "contacts", "companies", "customers"),
)
BRANDS = {brand.name: brand for brand in (KOMMO, AMOCRM)}


def brand_of(account: Account) -> Brand:
    return BRANDS[account.profile.get("brand", KOMMO.name)]
