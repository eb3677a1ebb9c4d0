"""Which fields of cards settings name, where, and what for. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from agents.settings.card_field import CardField
from agents.settings.document import AgentSettings
from agents.settings.reach import Access, PipelineSettings
from agents.settings.scripts import Ask, Condition, Script


class Use(Enum):
    SEES = auto()
    HIDES = auto()
    ENTERS = auto()
    COLLECTS = auto()
    ASKS = auto()
    COMPARES = auto()

    @property
    def fills(self) -> bool:
        return self in (Use.ENTERS, Use.COLLECTS, Use.ASKS)


@dataclass(frozen=True, slots=True)
class FieldNamed:
    """`path`: of the setting that names it, such as data_entry.lead.0.field_id; `script`: name of the one it is in."""

    field: CardField
    use: Use
    path: str
    script: str = ""


def fields_named(settings: AgentSettings) -> Iterator[FieldNamed]:
    """Each as often as it is named."""
    yield from _of_access(settings.access)
    for card, rules in settings.data_entry.by_card.items():
        for row, rule in enumerate(rules):
            yield FieldNamed(CardField(card, rule.field_id), Use.ENTERS, f"data_entry.{card}.{row}.field_id")
    for pipeline_id, pipeline in settings.pipelines.items():
        yield from _of_stages(pipeline, f"pipelines.{pipeline_id}.stage_settings")
    for row, script in enumerate(settings.scripts):
        yield from _of_script(script, f"scripts.{row}.steps")


def _of_access(access: Access) -> Iterator[FieldNamed]:
    for card, seen in access.by_card.items():
        for row, one in enumerate(seen):
            yield FieldNamed(CardField(card, one.field), Use.SEES, f"access.{card}.{row}.field")
    for row, key in enumerate(access.sensitive):
        yield FieldNamed(CardField.parse(key), Use.HIDES, f"access.sensitive.{row}")


def _of_stages(pipeline: PipelineSettings, path: str) -> Iterator[FieldNamed]:
    for stage_id, stage in pipeline.stage_settings.items():
        for row, key in enumerate(stage.collect):
            yield FieldNamed(CardField.parse(key), Use.COLLECTS, f"{path}.{stage_id}.collect.{row}")


def _of_script(script: Script, path: str) -> Iterator[FieldNamed]:
    for row, step in enumerate(script.steps):
        if isinstance(step, Ask):
            yield FieldNamed(CardField.parse(step.field), Use.ASKS, f"{path}.{row}.field", script.name)
        elif isinstance(step, Condition) and step.of != "said":
            yield FieldNamed(CardField.parse(step.of), Use.COMPARES, f"{path}.{row}.of", script.name)
