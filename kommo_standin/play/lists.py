"""Under /_play: what people do with the elements of catalogs."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.crm.catalogs import element_delete
from kommo_standin.errors import Unknown
from kommo_standin.play.inputs import existing, read_account, read_body

blueprint = Blueprint("lists", __name__)


@blueprint.delete("/catalogs/<int:catalog_id>/elements/<int:element_id>")
def delete_element(catalog_id: int, element_id: int) -> ResponseReturnValue:
    account = read_account(read_body())
    element = existing(account, "elements", element_id, named="element")
    if element["catalog_id"] != catalog_id:
        raise Unknown("element", element_id)
    element_delete(account=account, element=element)
    return {"id": element_id}
