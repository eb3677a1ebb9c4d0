"""/api/v4/{leads|contacts|companies}/custom_fields/groups: the tabs of a card, by which fields are sorted"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.answers import hal, link_to

blueprint = Blueprint(
    "field_groups", __name__, url_prefix="/<any(leads, contacts, companies):entity_type>/custom_fields/groups"
)

# Every card has them; accounts may add their own.
GROUPS = (("default", "Main"), ("statistic", "Statistics"))


@blueprint.get("")
def listed(entity_type: str) -> ResponseReturnValue:
    path = f"{entity_type}/custom_fields/groups"
    groups = [_shape(entity_type, index, *group) for index, group in enumerate(GROUPS)]
    return hal({"_total_items": len(groups), "_links": link_to(path), "_embedded": {"custom_field_groups": groups}})


def _shape(entity_type: str, sort: int, group_id: str, name: str) -> dict[str, Any]:
    return {
        "id": group_id,
        "name": name,
        "is_predefined": True,
        "type": "custom_field_group",
        "entity_type": entity_type,
        "sort": sort,
        "_links": link_to(f"{entity_type}/custom_fields/groups/{group_id}"),
    }
