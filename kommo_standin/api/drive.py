"""/v1.0: the drive. Kommo has it on a host of its own; here it is this one. Downloads need no token."""

from typing import Any

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal
from kommo_standin.api.access import check_access, current_account, scope_required
from kommo_standin.api.body import read_item, read_items, refuse_if_wrong
from kommo_standin.crm.files import (
    FILES,
    MAX_FILE_SIZE,
    MAX_PART_SIZE,
    SESSIONS,
    file_content,
    file_trash,
    part_receive,
    session_open,
)
from kommo_standin.errors import Problem, not_found
from kommo_standin.kommo import current_kommo
from kommo_standin.state import Document

blueprint = Blueprint("drive", __name__, url_prefix="/v1.0")
blueprint.before_request(check_access)
downloads = Blueprint("downloads", __name__, url_prefix="/download")

SESSION_MEMBERS = {
    "file_name": "string",
    "file_size": "int",
    "content_type": "string",
    "file_uuid": "string",
    "with_preview": "bool",
}


@blueprint.post("/sessions")
@scope_required("files")
def open_session() -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    item.check(SESSION_MEMBERS, required=("file_name", "file_size"))
    if not item.errors and not 0 < item.values["file_size"] <= MAX_FILE_SIZE:
        item.not_a_choice("file_size")
    refuse_if_wrong([item])
    wanted = item.values
    session = session_open(
        account=account,
        name=wanted["file_name"],
        size=wanted["file_size"],
        mime_type=wanted.get("content_type", "application/octet-stream"),
    )
    sizes = {"max_file_size": MAX_FILE_SIZE, "max_part_size": MAX_PART_SIZE}
    return hal({**sizes, "session_id": session["id"], "upload_url": _upload_url(session)})


@blueprint.post("/sessions/upload/<token>")
@scope_required("files")
def upload(token: str) -> ResponseReturnValue:
    """One part. Each has an address of its own, which works once."""
    account, part = current_account(), request.get_data()
    session = account.get(SESSIONS, token)
    if session is None:
        raise not_found("Upload session not found")
    if not 0 < len(part) <= MAX_PART_SIZE:
        raise Problem(400, "Wrong size of a part")
    file, session = part_receive(account=account, session=session, part=part, by=g.grant["user_id"])
    if file is None:
        return hal({"next_url": _upload_url(session), "session_id": session["id"]})
    return hal(file_shape(account, file))


@blueprint.get("/files")
@scope_required("files")
def listed() -> ResponseReturnValue:
    account = current_account()
    found = [file for file in account.all(FILES) if not file["is_trashed"]]
    if not found:
        return empty()
    shown = [file_shape(account, file) for file in found]
    links = {"self": {"href": request.base_url}}
    return hal({"_count": len(found), "_links": links, "_embedded": {"files": shown}})


@blueprint.get("/files/<uuid>")
@scope_required("files")
def one(uuid: str) -> ResponseReturnValue:
    account = current_account()
    return hal(file_shape(account, existing_file(account, uuid)))


@blueprint.delete("/files")
@scope_required("files_delete")
def delete() -> ResponseReturnValue:
    account = current_account()
    files = [existing_file(account, item.values.get("uuid")) for item in read_items()]
    for file in files:
        file_trash(account=account, file=file)
    return empty()


@downloads.get("/<int:account_id>/<uuid>/<name>")
def download(account_id: int, uuid: str, name: str) -> ResponseReturnValue:
    file = existing_file(current_kommo().account(account_id), uuid)
    return Response(file_content(file), mimetype=file["metadata"]["mime_type"])


def existing_file(account: Account, uuid: Any) -> Document:
    file = account.get(FILES, uuid)
    if file is None or file["is_trashed"]:
        raise not_found("File not found")
    return file


def file_shape(account: Account, file: Document) -> dict[str, Any]:
    extension = file["metadata"]["extension"]
    name = f"{file['name']}.{extension}" if extension else file["name"]
    address = f"{request.host_url}download/{account.id}/{file['uuid']}/{name}"
    links = {
        "download": {"href": address},
        "download_version": {"href": address},
        "self": {"href": f"{request.host_url}v1.0/files/{file['uuid']}"},
    }
    return {**{name: value for name, value in file.items() if name != "content"}, "_links": links}


def _upload_url(session: Document) -> str:
    return f"{request.host_url}v1.0/sessions/upload/{session['token']}"
