"""What an agent may see and write in the CRM, as one JSON object of four keys: the shape of /api/agents/{id}/settings.

{"pipeline_settings": {"11689563": {…}}, "lead_fields": ["name", "cf_564832"], "contact_fields": ["name"],
 "data_entry_rules": {"lead": [{…}], "contact": [{…}]}}
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agents.drafting import settings_patched
from agents.faults import Fault, SettingsInvalid, fault
from agents.settings import AgentSettings
from agents.settings.reach import FieldAccess

# The path of everything that was sent.
BODY = "body"
# Our own paths → theirs. The first that fits is taken.
PATHS = (
    (re.compile(r"^pipelines\b"), "pipeline_settings"),
    (re.compile(r"^data_entry\b"), "data_entry_rules"),
    (re.compile(r"^channels$"), BODY),
    (re.compile(r"^channels\."), ""),
    (re.compile(r"^access\.(lead|contact)(\.\d+)?(\.field)?"), r"\1_fields\2"),
)


def crm_settings(settings: AgentSettings) -> dict[str, Any]:
    """The four keys."""
    document = settings.model_dump(mode="json", include={"pipelines", "data_entry"})
    return {
        "pipeline_settings": document["pipelines"],
        "lead_fields": [access.field for access in settings.access.lead],
        "contact_fields": [access.field for access in settings.access.contact],
        "data_entry_rules": document["data_entry"],
    }


def with_crm_settings(settings: AgentSettings, body: Any) -> AgentSettings:
    """The settings with these keys laid over them; a key that is absent stays as it is, `lead` and `contact` of the
    rules too.

    Raises SettingsInvalid, with the paths of the body.
    """
    if not isinstance(body, Mapping):
        raise SettingsInvalid([fault(BODY, "dict_type")])
    if unknown := [fault(str(name), "extra_forbidden") for name in body if name not in PARTS]:
        raise SettingsInvalid(unknown)
    patch: dict[str, Any] = {}
    for name, value in body.items():
        part, read = PARTS[name]
        patch.setdefault(part, {})
        patch[part] = {**patch[part], **read(value, settings)} if part == "access" else read(value, settings)
    return _patched(settings, patch)


def with_channels(settings: AgentSettings, body: Any) -> AgentSettings:
    """The settings with {"all": false, "chosen": [{"origin": "waba", "source_id": 5}]} laid over its channels."""
    return _patched(settings, {"channels": body})


def _patched(settings: AgentSettings, patch: Mapping[str, Any]) -> AgentSettings:
    try:
        return settings_patched(settings, patch)
    except SettingsInvalid as error:
        raise SettingsInvalid([_as_sent(one) for one in error.faults]) from error


def _access_lead(fields: Any, settings: AgentSettings) -> dict[str, Any]:
    return {"lead": _access(fields, settings.access.lead)}


def _access_contact(fields: Any, settings: AgentSettings) -> dict[str, Any]:
    return {"contact": _access(fields, settings.access.contact)}


def _access(fields: Any, before: list[FieldAccess]) -> Any:
    """A field that was there before keeps its level."""
    if not isinstance(fields, list):
        return fields
    levels = {access.field: access.level for access in before}
    return [
        {"field": field, "level": levels.get(field, "use") if isinstance(field, str) else "use"} for field in fields
    ]


def _whole(value: Any, _settings: AgentSettings) -> Any:
    return value


PARTS = {
    "pipeline_settings": ("pipelines", _whole),
    "lead_fields": ("access", _access_lead),
    "contact_fields": ("access", _access_contact),
    "data_entry_rules": ("data_entry", _whole),
}


def _as_sent(one: Fault) -> Fault:
    for ours, theirs in PATHS:
        if ours.match(one.path):
            return replace(one, path=ours.sub(theirs, one.path, count=1))
    return one
