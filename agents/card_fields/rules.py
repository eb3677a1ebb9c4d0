"""Data entry: the rules of a card as rows of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.card_fields.words import READ_HOW, type_words
from agents.entry.rules import field_spec
from agents.extraction.types import Kind
from agents.faults import Fault
from agents.posted import as_step
from agents.settings import AgentSettings
from agents.settings.card_field import CardKind
from agents.settings.entry import EntryOptions
from agents.tab_form import TabForm
from crm_kommo.field_catalogue import CatalogueField

NUMBERS = (Kind.NUMBER, Kind.MONEY)
TEXTS = (Kind.TEXT, Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.URL)
# What an option is when nobody has said anything about it.
DEFAULTS = dict(EntryOptions())
# By the rule's own path: what is wrong with it as a whole.
WHOLE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """A choice of a field with the words that mean it, and its name as a step of a control's path."""

    name: str
    step: str
    words: list[str]
    is_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """`name`: how the names of its controls begin; `kept_name`: what the rule itself calls the field.

    `faults`: by option, what is wrong with it.
    """

    path: str
    name: str
    key: str
    field_name: str
    kept_name: str
    type: str
    order: Any
    options: Mapping[str, Any]
    choices: list[ChoiceRow]
    has_bounds: bool
    has_pattern: bool
    is_missing: bool
    is_sensitive: bool
    read_how: Any
    faults: Mapping[str, list[str]]


def rule_rows(
    *, card: CardKind, form: TabForm, settings: AgentSettings, catalogue: Mapping[str, CatalogueField]
) -> list[RuleRow]:
    """In the order in which they are asked; as they were posted where something is wrong with that."""
    rules = _values(form, card)
    if not (form.faults or form.clash):
        rules = sorted(rules, key=lambda rule: rule["order"])
    return [_row(card, number, rule, form, settings, catalogue) for number, rule in enumerate(rules)]


def fields_to_fill(
    *, card: CardKind, form: TabForm, settings: AgentSettings, catalogue: Mapping[str, CatalogueField]
) -> list[CatalogueField]:
    """Those that words can fill and no rule does yet."""
    ruled = {rule.get("field_id") for rule in _values(form, card)}
    return [
        field for key, field in catalogue.items() if key not in ruled and field_spec(card, field, settings) is not None
    ]


def _values(form: TabForm, card: CardKind) -> list[Mapping[str, Any]]:
    """In the JSON shape, which leaves out what nobody has said anything about."""
    return form.values["data_entry"].get(card, [])


def _row(
    card: CardKind,
    number: int,
    rule: Mapping[str, Any],
    form: TabForm,
    settings: AgentSettings,
    catalogue: Mapping[str, CatalogueField],
) -> RuleRow:
    key = str(rule.get("field_id", ""))
    field, options = catalogue.get(key), DEFAULTS | rule.get("settings", {})
    spec = field_spec(card, field, settings)
    kind, path = (spec.kind if spec else None), f"data_entry.{card}.{number}"
    return RuleRow(
        path=path,
        name=f"data_entry.{card}.#{number}",
        key=key,
        field_name=field.name if field else str(rule.get("field_name") or key),
        kept_name=str(rule.get("field_name", "")),
        type=type_words(field.type) if field else "",
        order=rule.get("order"),
        options=options,
        choices=_choices(spec.choices if spec else (), options["synonyms"]),
        has_bounds=kind in NUMBERS or _is_said(options, "lowest", "highest"),
        has_pattern=kind in TEXTS or _is_said(options, "pattern"),
        is_missing=spec is None,
        is_sensitive=f"{card}.{key}" in settings.access.sensitive,
        read_how=READ_HOW.get(kind, "") if kind else "",
        faults=_faults(path, form.faults),
    )


def _choices(known: tuple[str, ...], synonyms: Mapping[str, list[str]]) -> list[ChoiceRow]:
    """Those of Kommo, and those that are gone but have words: saved unseen, these would be lost."""
    return [
        ChoiceRow(name=name, step=as_step(name), words=synonyms.get(name, []), is_gone=name not in known)
        for name in dict.fromkeys([*known, *synonyms])
    ]


def _is_said(options: Mapping[str, Any], *names: str) -> bool:
    return any(options[name] != DEFAULTS[name] for name in names)


def _faults(path: str, faults: list[Fault]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in faults:
        if fault.is_in(path):
            below = fault.path.removeprefix(path).removeprefix(".settings").strip(".")
            found.setdefault(below.partition(".")[0] or WHOLE, []).append(fault.message)
    return found
