"""docs/settings.md names every setting of an agent, what it does, and the test in which changing it alone shows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from agents.settings import AgentSettings

ROOT = Path(__file__).parents[2]
# For people who read the settings; customers and Kommo never meet them.
LABELS = {"purpose", "hours.holidays.name", "data_entry.lead.field_name"}
# Rules of a contact are read by the same code as those of a lead: one row for all of it.
CONTACT_RULES = "data_entry.contact"
OF_THE_AGENT = {"is_active", "paused_until", "priority"}
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[^:`]+)::(\w+)::(\w+)`")


def leaves(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Every setting by its path, without the numbers and ids of rows; of the kinds of a step, each with its name."""
    for name, field in model.model_fields.items():
        path = f"{above}{name}"
        parts = list(models_in(field.annotation))
        for part in parts:
            kind = part.model_fields.get("kind")
            yield from leaves(part, f"{path}.{kind.default}." if kind and len(parts) > 1 else f"{path}.")
        if not parts and name not in ("kind", "key", "id"):
            yield path


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, type(int | str), list, dict) or hasattr(annotation, "__metadata__"):
        for inner in get_args(annotation):
            yield from models_in(inner)


def rows() -> dict[str, str]:
    return {path: tests for path, _effect, tests in ROW.findall((ROOT / "docs/settings.md").read_text())}


class TestSettingsPage:
    def test_it_names_every_setting_and_no_other(self):
        settings = {CONTACT_RULES if path.startswith(CONTACT_RULES) else path for path in leaves(AgentSettings)}
        assert set(rows()) == (settings - LABELS) | OF_THE_AGENT

    def test_each_test_it_names_is_there(self):
        for path, named in rows().items():
            found = TEST.findall(named)
            assert found, f"{path} names no test"
            for file, group, test in found:
                tree = ast.parse((ROOT / file).read_text())
                groups = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
                tests = {node.name for node in groups[group].body if isinstance(node, ast.FunctionDef)}
                assert test in tests, f"{path}: {file}::{group} has no {test}"
