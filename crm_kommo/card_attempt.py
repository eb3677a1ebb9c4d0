"""One try to change a card: what is to be sent is recorded just before, by keys of the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.card_changes import CardChanges, FieldChange, Held
from crm_kommo.card_view import custom_content
from crm_kommo.card_write import fields_write
from crm_kommo.client.cards import Card
from crm_kommo.client.drafts import CardDraft, ContactDraft, LeadDraft
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.card_resource import CardResource
from crm_kommo.field_catalogue import CatalogueField, custom_id, custom_key
from crm_kommo.field_problems import problem_of
from crm_kommo.models import Field
from crm_kommo.standard_fields import StandardChanges, raw_standard, standard_changes
from crm_kommo.values.changes import Changes
from crm_kommo.values.definitions import Definition
from crm_kommo.values.echoed import told_texts

STAGE = ("pipeline_id", "status_id")
Definitions = Mapping[int, Definition]
# Given what hooks will tell and what will have changed, it is noted durably.
Record = Callable[[dict[str, Any], CardChanges], None]
# Given the card as it stands, it may refuse.
Check = Callable[[Card, Definitions], None]


@dataclass(kw_only=True)
class CardAttempt:
    """`wanted` and `seen` by key; `seen` None: whatever stands there. `is_sending`: it may have reached Kommo."""

    kommo: KommoClient
    entity: str
    catalogue: Mapping[str, CatalogueField]
    zone: ZoneInfo
    wanted: Mapping[str, Any]
    seen: Mapping[str, Any] | None
    record: Record
    check: Check | None = None
    is_sending: bool = False
    changes: CardChanges = field(default_factory=CardChanges)

    @property
    def resource(self) -> CardResource[Any, Any]:
        return getattr(self.kommo, self.entity)

    def send(self, *, card_id: int) -> CardChanges:
        """Raises KommoError, and what `check` raises."""
        fields_write(
            resource=self.resource,
            card_id=card_id,
            wanted={id_: value for key, value in self.wanted.items() if (id_ := custom_id(key)) is not None},
            definitions=self._definitions,
            zone=self.zone,
            seen=_by_id(self.seen),
            prepare=self._prepare,
        )
        return self.changes

    def _definitions(self, *, fresh: bool) -> Definitions:
        if fresh:
            return {known.id: known for known in self.kommo.fields.all(entity=self.entity)}
        return {known.definition.id: known.definition for known in self.catalogue.values() if known.is_custom}

    def _prepare(self, card: Card, changes: Changes, definitions: Definitions) -> CardDraft | None:
        named = {key: value for key, value in self.wanted.items() if custom_id(key) is None}
        standard = standard_changes(card=card, wanted=named, catalogue=self.catalogue, seen=self.seen)
        self.changes = self._described(card, changes, standard, definitions)
        if not self.changes.written:
            return None
        if self.check is not None:
            self.check(card, definitions)
        self.record(self._told(changes, standard, definitions), self.changes)
        self.is_sending = True
        return self._draft(card, changes, standard)

    def _described(
        self, card: Card, changes: Changes, standard: StandardChanges, definitions: Definitions
    ) -> CardChanges:
        written = {
            key: FieldChange(self.held_on(card, key), _standard_held(new)) for key, new in standard.members.items()
        }
        for write in changes.writes:
            definition = definitions[write["field_id"]]
            old, new = card.filled.get(definition.id, ()), write["values"] or ()
            written[custom_key(definition.id)] = FieldChange(self._held(definition, old), self._held(definition, new))
        conflicts = [*standard.conflicts, *map(custom_key, changes.conflicts)]
        problems = standard.problems | {custom_key(one.definition.id): one for one in changes.problems}
        return CardChanges(
            written=written,
            unchanged=[key for key in self.wanted if key not in {*written, *conflicts, *problems}],
            conflicts=conflicts,
            problems={key: problem_of(problem) for key, problem in problems.items()},
        )

    def held_on(self, card: Card, key: str) -> Held:
        """What a card that was read holds of a field."""
        if custom_id(key) is None:
            return _standard_held(getattr(card, key))
        definition = self.catalogue[key].definition
        return self._held(definition, card.filled.get(definition.id, ()))

    def _held(self, definition: Definition, values: Any) -> Held:
        known = replace(self.catalogue[custom_key(definition.id)], definition=definition)
        content = custom_content(known, values, zone=self.zone)
        return Held(content.text, content.raw)

    def _told(self, changes: Changes, standard: StandardChanges, definitions: Definitions) -> dict[str, Any]:
        told = {key: raw_standard(value) for key, value in standard.members.items()}
        for write in changes.writes:
            texts = told_texts(definitions[write["field_id"]], write["values"], zone=self.zone)
            if texts is not None:
                told[str(write["field_id"])] = texts
        return told

    def _draft(self, card: Card, changes: Changes, standard: StandardChanges) -> CardDraft:
        members = dict(standard.members)
        if members.keys() & set(STAGE):  # a stage is known by both, and a pipeline alone would mean its first stage
            members = {name: getattr(card, name) for name in STAGE} | members
        if self.entity == Field.Entity.LEAD:
            return LeadDraft(fields=changes.writes, has_minor_units=card.has_minor_units, **members)
        return ContactDraft(fields=changes.writes, **members)


def _standard_held(value: Any) -> Held:
    raw = raw_standard(value)
    return Held("" if raw is None else str(raw), raw)


def _by_id(seen: Mapping[str, Any] | None) -> dict[int, Any] | None:
    if seen is None:
        return None
    return {id_: values for key, values in seen.items() if (id_ := custom_id(key)) is not None}
