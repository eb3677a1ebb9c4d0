"""What settings name of Kommo: each a value that can say what is wrong with it, given what was read from there."""

from dataclasses import dataclass, field

from agents.card_kinds import ENTITIES
from agents.settings.card_field import CardKind
from crm_kommo.field_catalogue import CatalogueField
from crm_kommo.selectors import CLOSED_STAGES
from crm_kommo.uses import StageKey


@dataclass(frozen=True, kw_only=True)
class InKommo:
    """What was read from Kommo and is still there. `fields` by "leads" or "contacts", then by key."""

    pipelines: frozenset[int] = frozenset()
    stages: frozenset[StageKey] = frozenset()
    incoming: frozenset[StageKey] = frozenset()
    fields: dict[str, dict[str, CatalogueField]] = field(default_factory=dict)
    channels: frozenset[tuple[str, int | None]] = frozenset()
    users: frozenset[int] = frozenset()

    def field(self, card: CardKind, key: str) -> CatalogueField | None:
        found = self.fields.get(ENTITIES[card], {}).get(key)
        return None if found is None or found.is_missing else found


@dataclass(frozen=True)
class NamedPipeline:
    pipeline_id: int

    def problem(self, kommo: InKommo) -> str:
        return "" if self.pipeline_id in kommo.pipelines else "unknown_pipeline"


@dataclass(frozen=True)
class NamedStage:
    pipeline_id: int
    stage_id: int

    def problem(self, kommo: InKommo) -> str:
        return "" if StageKey(self.pipeline_id, self.stage_id) in kommo.stages else "unknown_stage"


@dataclass(frozen=True)
class NamedTarget:
    """Where leads of a stage go. That there is such a stage is asked of NamedStage."""

    leaving: StageKey
    entering: StageKey
    may_close: bool

    def problem(self, kommo: InKommo) -> str:
        if self.leaving == self.entering:
            return "moves_nowhere"
        if self.entering in kommo.incoming:
            return "not_to_incoming"
        return "closing_not_allowed" if self.entering.stage_id in CLOSED_STAGES and not self.may_close else ""


@dataclass(frozen=True)
class NamedField:
    card: CardKind
    key: str

    def problem(self, kommo: InKommo) -> str:
        return "" if kommo.field(self.card, self.key) else "unknown_field"


@dataclass(frozen=True)
class FilledField:
    """A field that the agent is to fill."""

    card: CardKind
    key: str

    def problem(self, kommo: InKommo) -> str:
        known = kommo.field(self.card, self.key)
        if known is None:
            return "unknown_field"
        return "" if known.is_writable else "read_only_field"


@dataclass(frozen=True)
class NamedChoice:
    """By its text. Of a field that is not known nothing is said here."""

    card: CardKind
    key: str
    choice: str

    def problem(self, kommo: InKommo) -> str:
        known = kommo.field(self.card, self.key)
        is_there = known is None or any(choice.value == self.choice for choice in known.choices)
        return "" if is_there else "unknown_choice"


@dataclass(frozen=True)
class NamedChannel:
    origin: str
    source_id: int | None

    def problem(self, kommo: InKommo) -> str:
        return "" if (self.origin, self.source_id) in kommo.channels else "unknown_channel"


@dataclass(frozen=True)
class NamedUser:
    """Not every account lets its users be read: where none is known, nothing is said of one."""

    user_id: int

    def problem(self, kommo: InKommo) -> str:
        return "" if not kommo.users or self.user_id in kommo.users else "unknown_user"


Named = NamedPipeline | NamedStage | NamedTarget | NamedField | FilledField | NamedChoice | NamedChannel | NamedUser
