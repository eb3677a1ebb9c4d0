"""Companies and customers: made and changed by the same rules. The caller has checked the values."""

from dataclasses import dataclass, field
from time import time
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.crm.tags import tags_change, tags_of
from kommo_standin.hooks.card_payloads import company_payload, customer_payload
from kommo_standin.state import Document


@dataclass(frozen=True)
class Kind:
    """`hook` is the family of webhooks it comes in; `own` are members only this kind has, with their beginnings."""

    name: str
    singular: str
    hook: str
    own: dict[str, Any] = field(default_factory=dict)


COMPANIES = Kind(name="companies", singular="company", hook="contacts", own={"contacts": []})
CUSTOMERS = Kind(
    name="customers",
    singular="customer",
    hook="customers",
    own={
        "next_price": 0,
        "next_date": None,
        "status_id": 0,
        "periodicity": 0,
        "ltv": 0,
        "purchases_count": 0,
        "average_check": 0,
        "contacts": [],
        "companies": [],
    },
)
PLAIN = ("name", "created_at", "updated_at", "created_by", "updated_by")
PAYLOADS = {"companies": company_payload, "customers": customer_payload}


def card_create(*, account: Account, kind: Kind, values: dict[str, Any], by: int) -> Document:
    """`values` are those of the API's write, with `custom_fields` {field id: values}."""
    now = int(time())
    card = {
        "id": account.next_id(kind.name),
        "name": "",
        "responsible_user_id": values.get("responsible_user_id") or account.profile["current_user_id"],
        "group_id": 0,
        "created_by": by,
        "updated_by": by,
        "created_at": now,
        "updated_at": now,
        "closest_task_at": None,
        "is_deleted": False,
        "tags": [],
        "values": {str(field_id): found for field_id, found in values.get("custom_fields", {}).items() if found},
        **{name: values.get(name, first) for name, first in kind.own.items()},
    }
    card.update({name: values[name] for name in PLAIN if values.get(name) is not None})
    tags_change(account, entity_type=kind.name, entity=card, values=values)
    account.put(kind.name, card["id"], card)
    announce(account, kind, card, "add")
    account.write_event(f"{kind.singular}_added", entity_type=kind.singular, entity_id=card["id"], by=by)
    return card


def card_update(*, account: Account, kind: Kind, card: Document, values: dict[str, Any], by: int) -> Document:
    """Change a card. A new responsible user is announced as an update too."""
    old_responsible = card["responsible_user_id"]
    card.update(updated_at=int(time()), updated_by=by)
    card.update({name: values[name] for name in (*PLAIN, *kind.own) if name in values})
    card["responsible_user_id"] = values.get("responsible_user_id") or old_responsible
    for field_id, found in values.get("custom_fields", {}).items():
        if found:
            card["values"][str(field_id)] = found
        else:
            card["values"].pop(str(field_id), None)
    tags_change(account, entity_type=kind.name, entity=card, values=values)
    account.put(kind.name, card["id"], card)
    if card["responsible_user_id"] == old_responsible:
        announce(account, kind, card, "update")
    else:
        announce(account, kind, card, "update", "responsible", old_responsible_user_id=old_responsible)
    return card


def announce(account: Account, kind: Kind, card: Document, action: str, *more_actions: str, **old: int) -> None:
    """Sent as `action`, to the subscribers of any of the actions."""
    item = PAYLOADS[kind.name](
        card,
        account_id=account.id,
        fields=account.all(f"{kind.name}_fields"),
        tags=tags_of(account, entity_type=kind.name, entity=card),
        **old,
    )
    codes = [f"{name}_{kind.singular}" for name in (action, *more_actions)]
    account.announce(*codes, entity=kind.hook, action=action, item=item)
