"""/api/v4/companies"""

from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.answers import link_to
from kommo_standin.api.card_routes import card_blueprint
from kommo_standin.api.entities import custom_fields_shape, reference, tags_shape
from kommo_standin.api.query import requested_with
from kommo_standin.crm.cards import COMPANIES
from kommo_standin.state import Document

PLAIN = (
    "id",
    "name",
    "responsible_user_id",
    "group_id",
    "created_by",
    "updated_by",
    "created_at",
    "updated_at",
    "closest_task_at",
    "is_deleted",
)


def company_shape(account: Account, company: Document) -> dict[str, Any]:
    extra = requested_with()
    embedded: dict[str, Any] = {"tags": tags_shape(account, entity_type="companies", entity=company)}
    for name in {"contacts", "leads"} & extra:
        embedded[name] = [
            reference(name, other["id"]) for other in account.all(name) if company["id"] in other["companies"]
        ]
    if "catalog_elements" in extra:
        embedded["catalog_elements"] = []
    return {
        **{name: company[name] for name in PLAIN},
        "custom_fields_values": custom_fields_shape(account, entity_type="companies", entity=company),
        "account_id": account.id,
        "_links": link_to(f"companies/{company['id']}"),
        "_embedded": embedded,
    }


blueprint = card_blueprint(COMPANIES, shape=company_shape)
