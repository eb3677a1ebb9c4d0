"""Who uses Kommo, its stages and its fields? Asked here, answered by the apps above, since imports point down."""

from dataclasses import dataclass
from typing import NamedTuple

from tenants.registry import Question


class StageKey(NamedTuple):
    """Kommo's ids. A stage is known by both: 142 and 143 are in every pipeline."""

    pipeline_id: int
    stage_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageUse:
    """`place` says what uses it, such as an agent by name; it is set on the page of this name and id."""

    stage: StageKey
    place: str
    page: str
    page_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldUse:
    """`entity` is leads, contacts or companies, `field_id` Kommo's."""

    entity: str
    field_id: int
    place: str
    page: str
    page_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One place in which a stage was replaced. `kept_own`: it used the new stage already, and keeps those settings."""

    place: str
    kept_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedStage:
    """A stage with the names to be kept beside its ids."""

    key: StageKey
    pipeline_name: str
    stage_name: str


# Every use of every stage: there are few, and one question for all keeps a page's queries constant.
stage_uses: Question[[], StageUse] = Question()
field_uses: Question[[], FieldUse] = Question()
# Put one stage in the place of another everywhere, in the asker's transaction.
stage_replaced: Question[[StageKey, NamedStage], Moved] = Question()
# What would stop without the connection? Sentences in the reader's language.
disconnect_stops: Question[[], str] = Question()
