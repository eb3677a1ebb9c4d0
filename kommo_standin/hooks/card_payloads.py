"""What webhooks say about companies, which come as contacts of another type, and about customers."""

from typing import Any

from kommo_standin.hooks.payloads import custom_fields_payload
from kommo_standin.state import Document


def company_payload(
    company: Document, *, account_id: int, fields: list[Document], tags: list[Document], **old: int
) -> dict[str, Any]:
    """`old` holds old_responsible_user_id when the responsible user changed."""
    return {
        **_stamps(company, account_id=account_id, fields=fields, tags=tags),
        "old_responsible_user_id": old.get("old_responsible_user_id"),
        "type": "company",
    }


def customer_payload(
    customer: Document, *, account_id: int, fields: list[Document], tags: list[Document], **old: int
) -> dict[str, Any]:
    return {
        **_stamps(customer, account_id=account_id, fields=fields, tags=tags),
        "old_responsible_user_id": old.get("old_responsible_user_id"),
        "next_price": customer["next_price"],
        "next_date": customer["next_date"],
        "status_id": customer["status_id"],
        "periodicity": customer["periodicity"],
    }


def _stamps(card: Document, *, account_id: int, fields: list[Document], tags: list[Document]) -> dict[str, Any]:
    return {
        "id": card["id"],
        "name": card["name"],
        "responsible_user_id": card["responsible_user_id"],
        "date_create": card["created_at"],
        "last_modified": card["updated_at"],
        "created_user_id": card["created_by"],
        "modified_user_id": card["updated_by"],
        "account_id": account_id,
        "custom_fields": custom_fields_payload(card, fields),
        "tags": [{"id": tag["id"], "name": tag["name"]} for tag in tags],
        "created_at": card["created_at"],
        "updated_at": card["updated_at"],
    }
