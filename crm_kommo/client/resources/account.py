from dataclasses import dataclass

from crm_kommo.client.transport import Transport
from crm_kommo.client.values import object_of, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    id: int
    name: str
    subdomain: str
    time_zone: str


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
        )
