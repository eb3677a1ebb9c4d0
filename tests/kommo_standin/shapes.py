"""What Kommo's documentation promises of its answers: keys and JSON types.

A shape is a type, a tuple of types (one of them), a dict (at least these keys) or a one-element list (each item).
"""

from typing import Any

TEXT = str
NUMBER = int
FLAG = bool
NOTHING = type(None)
MAYBE_NUMBER = (int, NOTHING)
MAYBE_TEXT = (str, NOTHING)
ANY_LIST = list
SELF = {"self": {"href": TEXT}}
REFERENCE = {"id": NUMBER, "_links": SELF}


def assert_shape(value: Any, shape: Any, path: str = "$") -> None:
    if isinstance(shape, dict):
        assert isinstance(value, dict), f"{path} is {type(value).__name__}, not an object"
        for name, part in shape.items():
            assert name in value, f"{path}.{name} is missing"
            assert_shape(value[name], part, f"{path}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), f"{path} is {type(value).__name__}, not a list"
        assert value, f"{path} is empty"
        for index, item in enumerate(value):
            assert_shape(item, shape[0], f"{path}[{index}]")
    else:
        kinds = shape if isinstance(shape, tuple) else (shape,)
        is_right = isinstance(value, kinds) and (FLAG in kinds or not isinstance(value, bool))
        assert is_right, f"{path} is {value!r}"


def collection(name: str, item: Any, **more: Any) -> dict[str, Any]:
    return {"_links": SELF, "_embedded": {name: [item]}, **more}


def page(name: str, item: Any, **more: Any) -> dict[str, Any]:
    return collection(name, item, _page=NUMBER, **more)


CUSTOM_FIELD_VALUE = {
    "field_id": NUMBER,
    "field_name": TEXT,
    "field_code": MAYBE_TEXT,
    "field_type": TEXT,
    "values": [dict],
}
STAGE = {
    **dict.fromkeys(("id", "sort", "pipeline_id", "type", "account_id"), NUMBER),
    "name": TEXT,
    "is_editable": FLAG,
    "color": TEXT,
    "_links": SELF,
}
PIPELINE = {
    "id": NUMBER,
    "name": TEXT,
    "sort": NUMBER,
    "is_main": FLAG,
    "is_unsorted_on": FLAG,
    "is_archive": FLAG,
    "account_id": NUMBER,
    "_links": SELF,
    "_embedded": {"statuses": [STAGE]},
}
PERSON_STAMPS = {
    "responsible_user_id": NUMBER,
    "group_id": NUMBER,
    "created_by": NUMBER,
    "updated_by": NUMBER,
    "created_at": NUMBER,
    "updated_at": NUMBER,
    "account_id": NUMBER,
    "_links": SELF,
}
LEAD = {
    "id": NUMBER,
    "name": TEXT,
    "price": NUMBER,
    "status_id": NUMBER,
    "pipeline_id": NUMBER,
    "loss_reason_id": MAYBE_NUMBER,
    "closed_at": MAYBE_NUMBER,
    "closest_task_at": MAYBE_NUMBER,
    "is_deleted": FLAG,
    "custom_fields_values": (list, NOTHING),
    "score": MAYBE_NUMBER,
    "labor_cost": MAYBE_NUMBER,
    "is_price_computed": FLAG,
    "_embedded": {"tags": ANY_LIST, "companies": ANY_LIST},
    **PERSON_STAMPS,
}
LEAD_WITH_ALL = LEAD | {
    "custom_fields_values": [CUSTOM_FIELD_VALUE],
    "source_id": NUMBER,
    "is_price_modified_by_robot": FLAG,
    "_embedded": {
        "tags": [{"id": NUMBER, "name": TEXT, "color": MAYBE_TEXT}],
        "contacts": [REFERENCE | {"is_main": FLAG}],
        "catalog_elements": ANY_LIST,
        "loss_reason": ANY_LIST,
        "source": {"id": NUMBER, "name": TEXT},
    },
}
CONTACT = {
    "id": NUMBER,
    "name": TEXT,
    "first_name": TEXT,
    "last_name": TEXT,
    "closest_task_at": MAYBE_NUMBER,
    "is_deleted": FLAG,
    "is_unsorted": FLAG,
    "custom_fields_values": [CUSTOM_FIELD_VALUE],
    "_embedded": {"tags": ANY_LIST, "companies": ANY_LIST},
    **PERSON_STAMPS,
}
RIGHTS = dict.fromkeys(("view", "edit", "add", "delete", "export"), TEXT)
USER = {
    "id": NUMBER,
    "name": TEXT,
    "email": TEXT,
    "lang": TEXT,
    "rights": {
        **dict.fromkeys(("leads", "contacts", "companies"), RIGHTS),
        "tasks": {"edit": TEXT, "delete": TEXT},
        "mail_access": FLAG,
        "catalog_access": FLAG,
        "status_rights": ANY_LIST,
        "is_admin": FLAG,
        "is_free": FLAG,
        "is_active": FLAG,
        "group_id": MAYBE_NUMBER,
        "role_id": MAYBE_NUMBER,
    },
    "_links": SELF,
}
FIELD = {
    "id": NUMBER,
    "name": TEXT,
    "type": TEXT,
    "account_id": NUMBER,
    "code": MAYBE_TEXT,
    "sort": NUMBER,
    "is_api_only": FLAG,
    "enums": (list, NOTHING),
    "group_id": MAYBE_TEXT,
    "required_statuses": ANY_LIST,
    "is_deletable": FLAG,
    "is_predefined": FLAG,
    "entity_type": TEXT,
    "remind": MAYBE_TEXT,
    "currency": MAYBE_TEXT,
    "_links": SELF,
}
TALK = {
    "talk_id": NUMBER,
    "created_at": NUMBER,
    "updated_at": NUMBER,
    "rate": NUMBER,
    "contact_id": NUMBER,
    "chat_id": TEXT,
    "entity_id": NUMBER,
    "entity_type": TEXT,
    "status": TEXT,
    "is_in_work": FLAG,
    "is_read": FLAG,
    "origin": TEXT,
    "source_id": NUMBER,
    "missed_at": MAYBE_NUMBER,
    "account_id": NUMBER,
    "_links": SELF,
    "_embedded": {"contacts": [REFERENCE], "leads": [REFERENCE], "customers": ANY_LIST},
}
MESSAGE = {
    "id": TEXT,
    "type": TEXT,
    "message_type": TEXT,
    "author": {"type": TEXT},
    "text": TEXT,
    "delivery_status": MAYBE_TEXT,
    "created_at": NUMBER,
}
TASK = {
    "id": NUMBER,
    "entity_id": MAYBE_NUMBER,
    "entity_type": MAYBE_TEXT,
    "duration": NUMBER,
    "is_completed": FLAG,
    "task_type_id": NUMBER,
    "text": TEXT,
    "result": (list, dict),
    "complete_till": NUMBER,
    **PERSON_STAMPS,
}
NOTE = {"id": NUMBER, "entity_id": NUMBER, "note_type": TEXT, "params": dict, **PERSON_STAMPS}
WEBHOOK = {
    **dict.fromkeys(("id", "created_at", "updated_at", "account_id", "created_by", "sort"), NUMBER),
    "destination": TEXT,
    "disabled": FLAG,
    "settings": [TEXT],
}
EVENT = {
    "id": TEXT,
    "type": TEXT,
    "entity_id": NUMBER,
    "entity_type": TEXT,
    "created_by": NUMBER,
    "created_at": NUMBER,
    "value_after": ANY_LIST,
    "value_before": ANY_LIST,
    "account_id": NUMBER,
    "_links": SELF,
    "_embedded": {"entity": {"id": NUMBER}},
}
ACCOUNT = {
    **dict.fromkeys(("id", "created_at", "created_by", "updated_at", "updated_by", "current_user_id"), NUMBER),
    **dict.fromkeys(("mobile_feature_version", "contact_name_display_order"), NUMBER),
    **dict.fromkeys(("name", "subdomain", "country", "currency", "currency_symbol", "language"), TEXT),
    "customers_mode": TEXT,
    **dict.fromkeys(("is_unsorted_on", "is_loss_reason_enabled", "is_helpbot_enabled", "is_technical_account"), FLAG),
    "_links": SELF,
}
FIELD_GROUP = {
    **dict.fromkeys(("id", "name", "type", "entity_type"), TEXT),
    "is_predefined": FLAG,
    "sort": NUMBER,
    "_links": SELF,
}
LINK = {"to_entity_id": NUMBER, "to_entity_type": TEXT, "metadata": (dict, NOTHING)}
LOSS_REASON = {**dict.fromkeys(("id", "sort", "created_at", "updated_at"), NUMBER), "name": TEXT, "_links": SELF}
PROBLEM = {"title": TEXT, "type": TEXT, "status": NUMBER, "detail": TEXT}
COUNTED = {"_total_items": NUMBER, "_page_count": NUMBER}
