"""A setting's value in words, with what it names in Kommo by its name there."""

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from agents.as_in_kommo import KommoNames
from agents.settings.conduct import Pause
from agents.settings.differences import WHOLE, Path
from agents.settings.hours import Holiday, Span
from agents.settings.reach import ChosenChannel, FieldAccess, StageTarget
from agents.settings.tools import stage_ids
from agents.wording.choices import DAYS, choice_label, yes_or_no
from agents.wording.labels import label_of, pattern_of

NOTHING = "—"
NAMED_BY_USER = "handoff.users"
# What a row is known by, which its heading says.
KEYS = {"field_id", "field_name", "field", "id", "key"}


def in_words(path: Path, value: Any, names: KommoNames) -> str:
    """One line, or several for a list of parts; NOTHING where there is nothing."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, list):
        lines = [in_words(path, one, names) for one in value]
        return ("\n" if any(_is_long(one) for one in value) else ", ").join(lines)
    if isinstance(value, BaseModel):
        return _part(path, value, names)
    return _single(path, value, names)


def row_in_words(path: Path, names: KommoNames, scripts: dict[int, str]) -> str:
    """What the innermost row of a path is called: a field, a day, a script, a choice."""
    if path[0] in ("access", "data_entry") and len(path) > 2:
        is_synonym = "synonyms" in path
        return str(path[-1]) if is_synonym else names.field(str(path[1]), str(path[2]))
    if path[0] == "scripts" and len(path) > 1:
        return scripts.get(path[1], str(path[1]))
    return str(DAYS.get(path[-1], path[-1]))


def _single(path: Path, value: Any, names: KommoNames) -> str:
    if path[0] == "pipelines":
        if path[-1] == "statuses":
            return names.stage(int(path[1]), value).name
        if path[-1] == "collect":
            return names.card_field(value)
    if path[0] == "knowledge":
        return names.knowledge[str(path[-1])].get(value, str(value))
    if ".".join(map(str, path)) == NAMED_BY_USER:
        return names.users.get(value, str(value))
    if path == ("tools", "stages"):
        pipeline_id, stage_id = stage_ids(value)
        return f"{names.pipeline(pipeline_id).name} · {names.stage(pipeline_id, stage_id).name}"
    if path == ("access", "sensitive"):
        return names.card_field(value)
    if isinstance(value, float):
        return f"{value:.12g}"
    return choice_label(pattern_of(path), value) if isinstance(value, str) else str(value)


def _part(path: Path, part: BaseModel, names: KommoNames) -> str:
    if isinstance(part, Span):
        return f"{part.opens:%H:%M}–{part.closes:%H:%M}"
    if isinstance(part, Holiday):
        return f"{part.day.isoformat()} {part.name}".strip()
    if isinstance(part, ChosenChannel):
        return names.channel(part)
    if isinstance(part, Pause):
        return f"{choice_label('takeover.resume_after.unit', part.unit)}: {part.number}"
    if isinstance(part, StageTarget):
        return f"{names.pipeline(part.pipeline_id).name} · {names.stage(part.pipeline_id, part.status_id).name}"
    if isinstance(part, FieldAccess):
        return in_words((*path, "level"), part.level, names)
    if text := getattr(part, "text", ""):
        return text
    return "\n".join(_said(path, part, names)) or _("as usual")


def _said(path: Path, part: BaseModel, names: KommoNames) -> list[str]:
    """A line for each thing that was said in a part and in the parts of it."""
    lines = []
    for name in type(part).model_fields:
        value, here = getattr(part, name), (*path, name)
        if name not in part.model_fields_set or name in KEYS:
            continue
        if isinstance(value, BaseModel) and not isinstance(value, WHOLE):
            lines += _said(here, value, names)
        elif isinstance(value, dict):
            lines += [f"{key}: {in_words(here, one, names)}" for key, one in value.items()]
        else:
            lines.append(f"{label_of(here)}: {in_words(here, value, names)}")
    return lines


def _is_long(value: Any) -> bool:
    return isinstance(value, BaseModel) and not isinstance(value, Span | ChosenChannel)
