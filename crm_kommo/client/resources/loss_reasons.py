from dataclasses import dataclass
from typing import Any

from crm_kommo.client.pagination import read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, required_id, text
from crm_kommo.client.written import written_id

PATH = "/api/v4/leads/loss_reasons"


@dataclass(frozen=True, slots=True, kw_only=True)
class LossReason:
    id: int
    name: str
    sort: int


class LossReasonsResource:
    """Writes need an administrator: Forbidden otherwise."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> list[LossReason]:
        return [_reason(item) for item in read_pages(self._transport, PATH, member="loss_reasons")]

    def create(self, *, name: str) -> int:
        return written_id(self._transport.send("POST", PATH, json=[{"name": name}]), member="loss_reasons")

    def rename(self, *, reason_id: int, name: str) -> None:
        self._transport.send("PATCH", f"{PATH}/{reason_id}", json={"name": name})

    def delete(self, *, reason_id: int) -> None:
        self._transport.send("DELETE", f"{PATH}/{reason_id}", json=None)


def _reason(item: dict[str, Any]) -> LossReason:
    return LossReason(id=required_id(item), name=text(item.get("name")), sort=number(item.get("sort")) or 0)
