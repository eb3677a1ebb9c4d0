"""Calls of a telephone system, put on whoever has the number. Source: amocrm.ru/developers calls-api."""

from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.errors import Refused
from crm_kommo.client.pagination import embedded
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, object_of, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`entity_type` is singular: contact or company."""

    id: int
    entity_type: str
    entity_id: int | None


class CallsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def add(
        self,
        *,
        direction: Literal["inbound", "outbound"],
        phone: str,
        duration: int,
        source: str,
        uniq: str = "",
        link: str = "",
        result: str = "",
        status: int | None = None,
        responsible_user_id: int | None = None,
    ) -> Call:
        """`duration` in seconds, `link` to the recording, `status` as in note_contents.call.

        Raises Refused when nobody in the account has this number: Kommo answers that with 200 and a list of errors.
        """
        optional = {
            "uniq": uniq or None,
            "link": link or None,
            "call_result": result or None,
            "call_status": status,
            "call_responsible": responsible_user_id,
        }
        call = {"direction": direction, "phone": phone, "duration": duration, "source": source}
        call |= {name: value for name, value in optional.items() if value is not None}
        answer = object_of(self._transport.send("POST", "/api/v4/calls", json=[call]))
        calls = embedded(answer, "calls")
        if not calls:
            raise Refused(_complaint(answer), status=200)
        return Call(
            id=required_id(calls[0]),
            entity_type=text(calls[0].get("entity_type")),
            entity_id=number(calls[0].get("entity_id")),
        )


def _complaint(answer: dict[str, Any]) -> str:
    complaints = answer.get("errors")
    first = complaints[0] if isinstance(complaints, list) and complaints else None
    return text(first.get("detail") or first.get("title")) if isinstance(first, dict) else "Nobody has this number."
