"""The notes that can be written: each type with its params.

Source: developers.kommo.com/reference/notes, amocrm.ru/developers events-and-notes. What Kommo writes itself
(`amomail_message`, `lead_auto_created`, ...) can be read, not written.
"""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class NoteContent:
    type: str
    params: dict[str, Any]


def common(*, text: str) -> NoteContent:
    return NoteContent("common", {"text": text})


def call(
    *,
    direction: Literal["in", "out"],
    uniq: str,
    duration: int,
    source: str,
    phone: str,
    link: str = "",
    responsible: int | str = "",
    result: str = "",
    status: int | None = None,
) -> NoteContent:
    """`duration` in seconds; `link` to the recording; `responsible` a user's id or a name.

    `status`: 1 voice mail, 2 call back later, 3 absent, 4 talked, 5 wrong number, 6 no answer, 7 busy.
    """
    params = {"uniq": uniq, "duration": duration, "source": source, "link": link, "phone": phone}
    optional = {"call_responsible": responsible or None, "call_result": result or None, "call_status": status}
    return NoteContent(f"call_{direction}", params | _given(optional))


def service_message(*, service: str, text: str, is_extended: bool = False) -> NoteContent:
    """`service` is the name shown as the writer. Only the extended one keeps line breaks and long texts."""
    kind = "extended_service_message" if is_extended else "service_message"
    return NoteContent(kind, {"service": service, "text": text})


def message_cashier(*, status: Literal["created", "shown", "canceled"], text: str) -> NoteContent:
    """amoCRM.ru only: Kommo answers Invalid."""
    return NoteContent("message_cashier", {"status": status, "text": text})


def geolocation(*, text: str, address: str, longitude: str, latitude: str) -> NoteContent:
    """Degrees as strings, as Kommo wants them."""
    return NoteContent("geolocation", {"text": text, "address": address, "longitude": longitude, "latitude": latitude})


def sms(*, direction: Literal["in", "out"], text: str, phone: str) -> NoteContent:
    return NoteContent(f"sms_{direction}", {"text": text, "phone": phone})


def attachment(*, file_uuid: str, file_name: str, version_uuid: str = "") -> NoteContent:
    """A file that was uploaded before, see `FilesResource.upload`."""
    params = {"file_uuid": file_uuid, "file_name": file_name}
    return NoteContent("attachment", params | _given({"version_uuid": version_uuid or None}))


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}
