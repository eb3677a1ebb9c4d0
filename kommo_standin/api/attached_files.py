"""/api/v4/{leads|contacts|companies|customers}/{id}/files: which files of the drive lie on a card"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty
from kommo_standin.api.access import current_account, scope_required
from kommo_standin.api.body import read_items, refuse_if_wrong
from kommo_standin.api.drive import existing_file
from kommo_standin.api.paging import page_of
from kommo_standin.crm.files import attached_to, files_attach, files_detach
from kommo_standin.errors import not_found

blueprint = Blueprint(
    "attached_files",
    __name__,
    url_prefix="/<any(leads, contacts, companies, customers):entity_type>/<int:entity_id>/files",
)


@blueprint.get("")
@scope_required("files")
def listed(entity_type: str, entity_id: int) -> ResponseReturnValue:
    account = _account_with(entity_type, entity_id)
    found = attached_to(account, entity_type=entity_type, entity_id=entity_id)
    return page_of("files", found, lambda link: {"file_uuid": link["file_uuid"], "id": link["id"]})


@blueprint.put("")
@scope_required("files")
def attach(entity_type: str, entity_id: int) -> ResponseReturnValue:
    account = _account_with(entity_type, entity_id)
    uuids = [existing_file(account, uuid)["uuid"] for uuid in _read_uuids()]
    files_attach(account=account, entity_type=entity_type, entity_id=entity_id, file_uuids=uuids)
    return empty(202)


@blueprint.delete("")
@scope_required("files")
def detach(entity_type: str, entity_id: int) -> ResponseReturnValue:
    account = _account_with(entity_type, entity_id)
    files_detach(account=account, entity_type=entity_type, entity_id=entity_id, file_uuids=_read_uuids())
    return empty(202)


def _account_with(entity_type: str, entity_id: int) -> Account:
    account = current_account()
    if account.get(entity_type, entity_id) is None:
        raise not_found()
    return account


def _read_uuids() -> list[str]:
    items = read_items()
    for item in items:
        item.check({"file_uuid": "string"}, required=("file_uuid",))
    refuse_if_wrong(items)
    return [item.values["file_uuid"] for item in items]
