"""What was found, as rows of the write log, and on its way into the card."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from agents.card_kinds import ENTITIES
from agents.entry.talk import Talk
from agents.extraction.types import Candidate, Finding, Rule, masked
from agents.models import FieldWrite
from agents.services.field_writes import LOOK_AFTER, field_writes_keep, field_writes_owe, field_writes_send
from agents.settings.card_field import CardKind
from crm_kommo.card_view import CardView, FieldContent, value_words
from crm_kommo.errors import OutcomeUnknown, TryLater


def rows_of(talk: Talk, card: CardKind, view: CardView, found: Iterable[Finding]) -> list[FieldWrite]:
    """What is to be written into one card, not kept yet."""
    return [
        row_of(
            talk,
            one,
            message_id=int(one.candidate.message_id),
            card_id=view.card_id,
            content=view.fields[one.rule.spec.key],
        )
        for one in found
        if one.candidate and one.skipped is None and one.rule.spec.card == card
    ]


def row_of(talk: Talk, one: Finding, *, message_id: int, card_id: int, content: FieldContent | None) -> FieldWrite:
    """Of a finding with a candidate. `content`: what stands in the field, None where the card could not be read."""
    return FieldWrite(
        conversation_id=talk.conversation_id,
        message_id=message_id,
        agent=talk.agent,
        version=talk.version,
        entity=ENTITIES[one.rule.spec.card],
        card_id=card_id,
        field_key=one.rule.spec.key,
        field_name=one.rule.spec.name,
        rule_order=one.rule.order,
        value=_wanted(one.candidate),
        old=content.raw if content else None,
        old_text=shown(one.rule, content.text) if content else "",
        new_text=shown(one.rule, value_words(one.candidate.value)),
        quote=shown(one.rule, one.candidate.quote),
        confidence=one.candidate.confidence,
        how=one.candidate.how,
        is_sensitive=one.rule.spec.is_sensitive,
    )


def rows_write(rows: list[FieldWrite]) -> None:
    """Keep them and write them; what Kommo does not take now is owed."""
    for effect in field_writes_keep(rows):
        try:
            field_writes_send(effect)
        except TryLater as error:
            field_writes_owe(effect, after=error.after)
        except OutcomeUnknown:
            field_writes_owe(effect, after=LOOK_AFTER)


def _wanted(candidate: Candidate) -> Any:
    """The value as JSON keeps it and as crm_kommo takes it."""
    value = candidate.value
    if isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return list(value)
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()


def shown(rule: Rule, text: str) -> str:
    """As people may see it."""
    return masked(text, is_sensitive=rule.spec.is_sensitive)
