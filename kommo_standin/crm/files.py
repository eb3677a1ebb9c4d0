"""The account's drive: sessions of uploads, files, and which files lie on which card."""

import base64
from pathlib import PurePosixPath
from secrets import token_urlsafe
from time import time
from typing import Any
from uuid import uuid4

from kommo_standin.accounts import Account
from kommo_standin.state import Document

SESSIONS, FILES, ATTACHED = "drive_sessions", "drive_files", "attached_files"
MAX_FILE_SIZE = 300 * 1024 * 1024
MAX_PART_SIZE = 512 * 1024
IMAGE_TYPES = ("png", "jpg", "jpeg", "gif", "webp")


def session_open(*, account: Account, name: str, size: int, mime_type: str) -> Document:
    session = {"id": account.next_id("drive_session_ids"), "name": name, "size": size, "mime_type": mime_type}
    return _waiting_for_part(account, session | {"received": ""})


def part_receive(*, account: Account, session: Document, part: bytes, by: int) -> tuple[Document | None, Document]:
    """Add a part: the file when it was the last one, and the session with the token that the next part needs."""
    account.remove(SESSIONS, session["token"])
    content = base64.b64decode(session["received"]) + part
    session = session | {"received": base64.b64encode(content).decode()}
    if len(content) < session["size"]:
        return None, _waiting_for_part(account, session)
    return _file_create(account, session, by), session


def file_content(file: Document) -> bytes:
    return base64.b64decode(file["content"])


def file_trash(*, account: Account, file: Document) -> None:
    account.put(FILES, file["uuid"], file | {"is_trashed": True, "deleted_at": int(time())})


def files_attach(*, account: Account, entity_type: str, entity_id: int, file_uuids: list[str]) -> None:
    present = {link["file_uuid"] for link in attached_to(account, entity_type=entity_type, entity_id=entity_id)}
    for file_uuid in (uuid for uuid in file_uuids if uuid not in present):
        link = {"id": account.next_id(ATTACHED), "file_uuid": file_uuid}
        account.put(ATTACHED, link["id"], link | {"entity_type": entity_type, "entity_id": entity_id})


def files_detach(*, account: Account, entity_type: str, entity_id: int, file_uuids: list[str]) -> None:
    for link in attached_to(account, entity_type=entity_type, entity_id=entity_id):
        if link["file_uuid"] in file_uuids:
            account.remove(ATTACHED, link["id"])


def attached_to(account: Account, *, entity_type: str, entity_id: int) -> list[Document]:
    owner = entity_type, entity_id
    return [link for link in account.all(ATTACHED) if (link["entity_type"], link["entity_id"]) == owner]


def _waiting_for_part(account: Account, session: dict[str, Any]) -> Document:
    session = session | {"token": token_urlsafe(24)}
    return account.put(SESSIONS, session["token"], session)


def _file_create(account: Account, session: Document, by: int) -> Document:
    now, path = int(time()), PurePosixPath(session["name"])
    extension = path.suffix.lstrip(".").lower()
    author = {"type": "internal", "id": by}
    file = {
        "uuid": str(uuid4()),
        "version_uuid": str(uuid4()),
        "name": path.stem,
        "sanitized_name": path.stem,
        "type": "image" if extension in IMAGE_TYPES else "file",
        "size": session["size"],
        "metadata": {"extension": extension, "mime_type": session["mime_type"]},
        "session_id": session["id"],
        "source_id": None,
        "previews": None,
        "created_at": now,
        "updated_at": now,
        "created_by": author,
        "updated_by": author,
        "deleted_at": None,
        "deleted_by": None,
        "is_trashed": False,
        "has_multiple_versions": False,
        "content": session["received"],
    }
    return account.put(FILES, file["uuid"], file)
