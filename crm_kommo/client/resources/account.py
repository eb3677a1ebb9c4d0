from dataclasses import dataclass

from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, object_of, required_id, text

CUSTOMERS_ON = ("segments", "dynamic", "periodicity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`current_user_id` gave the grant; `has_customers` says whether that part is switched on."""

    id: int
    name: str
    subdomain: str
    time_zone: str
    currency: str
    current_user_id: int | None
    has_customers: bool
    has_loss_reasons: bool


class AccountResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self) -> Account:
        answer = object_of(self._transport.get("/api/v4/account", query=[("with", "datetime_settings")]))
        settings = (answer.get("_embedded") or {}).get("datetime_settings") or {}
        return Account(
            id=required_id(answer),
            name=text(answer.get("name")),
            subdomain=text(answer.get("subdomain")),
            time_zone=text(settings.get("timezone")) or "UTC",
            currency=text(answer.get("currency")),
            current_user_id=number(answer.get("current_user_id")),
            has_customers=answer.get("customers_mode") in CUSTOMERS_ON,
            has_loss_reasons=bool(answer.get("is_loss_reason_enabled")),
        )
