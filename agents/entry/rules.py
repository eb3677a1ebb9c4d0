"""An agent's rules of data entry as the reading of dialogues takes them: with what Kommo says of each field."""

from agents.cards import Catalogues
from agents.extraction.types import FieldSpec, Kind, Rule
from agents.settings import AgentSettings
from agents.settings.card_field import CardField, CardKind
from agents.settings.entry import EntryRule
from agents.settings.reach import StageSettings
from crm_kommo.field_catalogue import CatalogueField

_KINDS = {
    "numeric": Kind.NUMBER,
    "monetary": Kind.MONEY,
    "price": Kind.MONEY,
    "select": Kind.CHOICE,
    "radiobutton": Kind.CHOICE,
    "category": Kind.CHOICE,
    "multiselect": Kind.CHOICES,
    "checkbox": Kind.FLAG,
    "url": Kind.URL,
    "date": Kind.DAY,
    "birthday": Kind.BIRTHDAY,
    "date_time": Kind.MOMENT,
    "text": Kind.TEXT,
    "textarea": Kind.TEXT,
    "streetaddress": Kind.TEXT,
}
_MULTITEXT = {"PHONE": Kind.PHONE, "EMAIL": Kind.EMAIL}
# What companies call a field of their own in which somebody's name stands.
_NAMES = {"имя", "фио", "имя клиента", "name", "full name", "first name", "nombre", "nombre completo", "nome"}


def rules_of(settings: AgentSettings, known: Catalogues, stage: StageSettings | None = None) -> list[Rule]:
    """In their order; what a stage collects besides comes after them. Fields that cannot be filled are left out."""
    told = rules_in_order(settings)
    named = {f"{card}.{rule.field_id}" for card, rule in told}
    after = settings.data_entry.last_order
    for place, path in enumerate(stage.collect if stage else [], start=1):
        card, key = CardField.parse(path)
        if path not in named:
            told.append((card, EntryRule(field_id=key, order=min(after + place, 10_000))))
    rules = []
    for card, rule in told:
        spec = field_spec(card, known[card].get(rule.field_id), settings)
        if spec is not None:
            rules.append(Rule(spec=spec, order=rule.order, options=rule.settings))
    return rules


def rule_of(settings: AgentSettings, known: Catalogues, path: str) -> Rule | None:
    """How Data Entry fills a field; one of which it says nothing only while it is empty. None: no words can fill it."""
    told = next((rule for rule in rules_of(settings, known) if rule.spec.path == path), None)
    if told is not None:
        return told
    card, key = CardField.parse(path)
    spec = field_spec(card, known.get(card, {}).get(key), settings)
    return Rule(spec=spec, order=0) if spec else None


def rules_in_order(settings: AgentSettings) -> list[tuple[CardKind, EntryRule]]:
    """Of a lead's rule and a contact's with the same number the lead's comes first."""
    told = [(card, rule) for card, rules in settings.data_entry.by_card.items() for rule in rules]
    return sorted(told, key=lambda one: (one[1].order, one[0] == "contact"))


def field_spec(card: CardKind, field: CatalogueField | None, settings: AgentSettings) -> FieldSpec | None:
    """None for a field that Kommo does not have any more, or that no words can fill."""
    kind = _kind(card, field) if field and field.is_writable and not field.is_missing else None
    if field is None or kind is None:
        return None
    return FieldSpec(
        card=card,
        key=field.key,
        name=field.name,
        kind=kind,
        choices=tuple(choice.value for choice in field.choices) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
        is_sensitive=f"{card}.{field.key}" in settings.access.sensitive,
    )


def _kind(card: CardKind, field: CatalogueField) -> Kind | None:
    if field.type == "multitext":
        return _MULTITEXT.get(field.definition.code)
    kind = _KINDS.get(field.type)
    is_name = field.key == "name" and card == "contact"
    return Kind.NAME if is_name or (kind is Kind.TEXT and field.name.strip().lower() in _NAMES) else kind
