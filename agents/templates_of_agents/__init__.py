"""Agents to begin with: files of settings in the languages in which they were written."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.settings import AgentSettings

HERE = Path(__file__).parent
KEYS = ("receptionist", "qualifier", "consultant", "support", "reactivation")
LANGUAGES = ("en", "ru")


@dataclass(frozen=True)
class AgentTemplate:
    """`title` and `about` are in the language of the template, as its settings are."""

    key: str
    title: str
    about: str
    settings: AgentSettings


def templates_in(language: str) -> list[AgentTemplate]:
    """In the order of KEYS; in English where there are none in this language."""
    return [_read(language if language in LANGUAGES else "en", key) for key in KEYS]


def template_by_key(key: str, *, language: str) -> AgentTemplate | None:
    return next((template for template in templates_in(language) if template.key == key), None)


@cache
def _read(language: str, key: str) -> AgentTemplate:
    with (HERE / language / f"{key}.toml").open("rb") as file:
        content = tomllib.load(file)
    return AgentTemplate(key, content["title"], content["about"], AgentSettings.model_validate(content["settings"]))
