"""Files of the account's drive, and which of them lie on which card. Source: amocrm.ru/developers files-api.

The drive is a host of its own, which the account names; it takes the same token, so only a host of Kommo's is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from crm_kommo.client.drive import drive_base_url, path_on
from crm_kommo.client.errors import Refused, UnreadableAnswer
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, object_of, required_id, text

Entity = Literal["leads", "contacts", "companies", "customers"]
SESSIONS, FILES = "/v1.0/sessions", "/v1.0/files"
SMALLEST_PART = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """`size` in bytes. `download_url` needs no token, so who has it has the file."""

    uuid: str
    version_uuid: str
    name: str
    size: int
    type: str
    mime_type: str
    download_url: str


@dataclass(frozen=True, slots=True)
class AttachedFile:
    id: int
    file_uuid: str


class FilesResource:
    """`drive` makes the transport of another host with this account's token."""

    def __init__(self, transport: Transport, *, drive: Callable[[str], Transport]) -> None:
        self._transport = transport
        self._make_drive = drive

    def upload(self, *, name: str, content: bytes, content_type: str) -> File:
        """Put a file on the drive, part by part. It belongs to nothing until it is attached.

        Raises MissingScope without the permission for files, Refused when it is empty or larger than Kommo allows.
        """
        if not content:
            raise Refused("An empty file cannot be stored.")
        drive = self._drive()
        wanted = {"file_name": name, "file_size": len(content), "content_type": content_type}
        session = object_of(drive.send("POST", SESSIONS, json=wanted))
        if len(content) > (number(session.get("max_file_size")) or len(content)):
            raise Refused("The file is larger than Kommo allows.")
        size = max(SMALLEST_PART, number(session.get("max_part_size")) or len(content))
        following = session.get("upload_url")
        answer: dict[str, Any] = {}
        for start in range(0, len(content), size):
            path = path_on(drive.base_url, following)
            answer = object_of(drive.send_bytes("POST", path, content=content[start : start + size]))
            following = answer.get("next_url")
        return _file(answer)

    def get(self, *, file_uuid: str) -> File | None:
        item = read_one(self._drive(), f"{FILES}/{file_uuid}")
        return None if item is None else _file(item)

    def delete(self, *, file_uuids: Sequence[str]) -> None:
        """Into the bin of the drive. Raises MissingScope without the permission to delete files."""
        self._drive().send("DELETE", FILES, json=[{"uuid": uuid} for uuid in file_uuids])

    def attached(self, *, entity: Entity, entity_id: int) -> list[AttachedFile]:
        pages = read_pages(self._transport, f"/api/v4/{entity}/{entity_id}/files", member="files")
        return [AttachedFile(required_id(item), text(item.get("file_uuid"))) for item in pages]

    def attach(self, *, entity: Entity, entity_id: int, file_uuids: Sequence[str]) -> None:
        self._change_attached("PUT", entity, entity_id, file_uuids)

    def detach(self, *, entity: Entity, entity_id: int, file_uuids: Sequence[str]) -> None:
        """Take files off the card; they stay on the drive."""
        self._change_attached("DELETE", entity, entity_id, file_uuids)

    def _change_attached(self, method: str, entity: Entity, entity_id: int, file_uuids: Sequence[str]) -> None:
        body = [{"file_uuid": uuid} for uuid in file_uuids]
        self._transport.send(method, f"/api/v4/{entity}/{entity_id}/files", json=body)

    def _drive(self) -> Transport:
        account = object_of(self._transport.get("/api/v4/account", query=[("with", "drive_url")]))
        return self._make_drive(drive_base_url(account.get("drive_url")))


def _file(item: dict[str, Any]) -> File:
    uuid, metadata, links = text(item.get("uuid")), item.get("metadata") or {}, item.get("_links") or {}
    if not uuid:
        raise UnreadableAnswer("The answer lacks uuid.")
    return File(
        uuid=uuid,
        version_uuid=text(item.get("version_uuid")),
        name=text(item.get("name")),
        size=number(item.get("size")) or 0,
        type=text(item.get("type")),
        mime_type=text(metadata.get("mime_type")),
        download_url=text((links.get("download") or {}).get("href")),
    )
