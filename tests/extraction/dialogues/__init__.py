"""Sixty dialogues of shops, clinics and schools in four languages, with what their customers say of the fields.

`says`: what can be read without a model; `model`: field → the value and the quote that only a model sees.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from agents.entry.dialogues import dialogue_read
from agents.extraction.types import FieldSpec, Kind, Place, Rule, Said
from agents.settings.entry import EntryOptions

LANGUAGES = ("ru", "en", "es", "pt")
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Dialogue:
    id: str
    said: list[Said]
    rules: list[Rule]
    place: Place
    says: dict[str, str]
    model: dict[str, list[str]]


def dialogues() -> list[Dialogue]:
    return [dialogue for language in LANGUAGES for dialogue in _of(language)]


def _of(language: str) -> list[Dialogue]:
    told = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    rules = {about: _rules(fields) for about, fields in told["fields"].items()}
    place = Place(zone=ZoneInfo(told["zone"]), region=told["region"])
    return [
        Dialogue(
            id=f"{language}-{number}-{one['about']}",
            said=dialogue_read(one["text"], at=NOW),
            rules=rules[one["about"]],
            place=place,
            says=_paths(one["says"]),
            model=_paths(one.get("model", {})),
        )
        for number, one in enumerate(told["dialogue"], start=1)
    ]


def _rules(fields: dict[str, dict[str, Any]]) -> list[Rule]:
    return [_rule(key, order, dict(told)) for order, (key, told) in enumerate(fields.items(), start=1)]


def _rule(key: str, order: int, told: dict[str, Any]) -> Rule:
    spec = FieldSpec(
        card="lead", key=key, name=told.pop("name"), kind=Kind(told.pop("kind")), choices=tuple(told.pop("choices", ()))
    )
    return Rule(spec=spec, order=order, options=EntryOptions(**told))


def _paths(told: dict[str, Any]) -> dict[str, Any]:
    return {f"lead.{key}": value for key, value in told.items()}
