"""The answer to a script's open question: read as data entry reads, judged by its rules, kept as its rows are."""

from agents.answering.script_actions import StoreAnswer
from agents.answering.types import Situation
from agents.entry.rules import rule_of
from agents.entry.standing import place_of, present_in
from agents.entry.writing import row_of
from agents.extraction.policy import Present, refused
from agents.extraction.reading import Heard
from agents.extraction.types import FieldSpec, Finding, Kind, Rule, Said, Skip
from agents.scripts.answers import answer_of, asked_by
from agents.settings.card_field import CardField
from agents.settings.scripts import Ask
from chat import selectors as chat
from crm_kommo.card_view import value_words


def answer_to(situation: Situation, step: Ask) -> Finding:
    """`candidate` None: what the customer said is no answer. `skipped`: why it is not to be written."""
    rule = rule_of(situation.settings, situation.cards.catalogues, step.field)
    asked = asked_by(rule or _any_words(step.field), step.text)
    views = situation.cards.views
    said = Said(message_id="", author="customer", text=situation.said, at=situation.now)
    candidate = answer_of(asked, Heard(said=said, place=place_of(views), asked=step.text))
    if candidate is None:
        return Finding(rule=asked, skipped=Skip.NOTHING_SAID)
    if rule is None:
        return Finding(rule=asked, candidate=candidate, skipped=Skip.NOT_WRITABLE)
    present = present_in(views, [rule]).get(rule.spec.path, Present())
    return Finding(rule=asked, candidate=candidate, skipped=refused(candidate, rule, present))


def answer_text(answer: Finding | None) -> str | None:
    """The answer as conditions compare it: of several choices each on a line of its own."""
    if answer is None or answer.candidate is None:
        return None
    value = answer.candidate.value
    return "\n".join(value_words(one) for one in (value if isinstance(value, tuple) else (value,)))


def answer_store(situation: Situation, answer: Finding) -> StoreAnswer | None:
    """None where it is not to be written, and without a card."""
    spec = answer.rule.spec
    view = situation.cards.views.get(spec.card)
    # A card that could not be read now is the one that the conversation names: its fields count as empty.
    card_id = view.card_id if view else situation.lead_id if spec.card == "lead" else situation.contact_id
    if answer.candidate is None or answer.skipped is not None or card_id is None:
        return None
    said_in = chat.message_with(situation.message_ids, words=answer.candidate.quote) or max(situation.message_ids)
    content = view.fields[spec.key] if view else None
    return StoreAnswer(row=row_of(situation, answer, message_id=said_in, card_id=card_id, content=content))


def _any_words(path: str) -> Rule:
    """For a field that is gone, or that no words can fill, any words are an answer."""
    card, key = CardField.parse(path)
    return Rule(spec=FieldSpec(card=card, key=key, name=key, kind=Kind.TEXT), order=0)
