"""A value for a field of the card: by the rules of data entry, and only where the customer's own words prove it."""

from agents.entry.rules import rules_of
from agents.entry.standing import place_of, present_in
from agents.entry.words import WHY
from agents.entry.writing import row_of, rows_write
from agents.extraction.checks import unfit
from agents.extraction.claims import CERTAINTIES, Claim
from agents.extraction.literal import heard_of
from agents.extraction.policy import Present, refused
from agents.extraction.proof import proved
from agents.extraction.types import Candidate, Finding, Rule, Said, Skip
from agents.models import FieldWrite
from agents.tools.deeds import Deed
from agents.tools.tool import Arguments, Case, Choices, Outcome, Tool
from chat import selectors as chat


class Value(Arguments):
    field: str
    value: str
    quote: str


def _rules(case: Case) -> dict[str, Rule]:
    """The fields that the agent may fill, by the names that the model is given."""
    rules = rules_of(case.settings, case.cards.catalogues, case.stage) if case.cards.catalogues else []
    views = case.cards.views
    return {
        f"{rule.spec.path} {rule.spec.name}": rule
        for rule in rules
        if rule.spec.card in views and not rule.spec.is_sensitive
    }


def _choices(case: Case) -> Choices:
    return {"field": list(_rules(case))}


def _run(case: Case, told: Value, _key: str) -> Outcome:
    rule = _rules(case)[told.field]
    finding = _found(case, rule, told)
    if finding.candidate is None or finding.skipped is not None:
        return Outcome(told=f"Not written: {WHY[finding.skipped or Skip.NOTHING_SAID]}", ok=False)
    if case.is_dry or case.conversation_id is None:
        return Outcome(told=f"A trial: {rule.spec.name} would be set to “{told.value}”.")
    return _written(case, finding)


def _found(case: Case, rule: Rule, told: Value) -> Finding:
    said = Said(message_id="", author="customer", text=case.said, at=case.now)
    claim = Claim(told.value, told.quote, "", CERTAINTIES["explicit"])
    candidate = proved(claim, rule, heard_of([said], place_of(case.cards.views)))
    if not isinstance(candidate, Candidate):
        return Finding(rule=rule, skipped=candidate)
    present = present_in(case.cards.views, [rule]).get(rule.spec.path, Present())
    return Finding(rule=rule, candidate=candidate, skipped=unfit(candidate, rule) or refused(candidate, rule, present))


def _written(case: Case, finding: Finding) -> Outcome:
    """Once for a message and a field, as everything that data entry writes."""
    spec, candidate = finding.rule.spec, finding.candidate
    said_in = chat.message_with(case.message_ids, words=candidate.quote) or max(case.message_ids)
    view = case.cards.views[spec.card]
    row = row_of(case, finding, message_id=said_in, card_id=view.card_id, content=view.fields[spec.key])
    rows_write([row])
    kept = FieldWrite.objects.get(
        conversation_id=case.conversation_id, message_id=said_in, entity=row.entity, field_key=row.field_key
    )
    if kept.state == FieldWrite.State.WRITTEN:
        return Outcome(told=f"{spec.name} is “{kept.new_text}” now.", did=Deed.FIELD_SET)
    if kept.state == FieldWrite.State.REFUSED:
        return Outcome(told=f"Not written: {kept.reason}", ok=False)
    return Outcome(told="It will be written as soon as Kommo takes it; do not say that it was.", ok=False)


SET_FIELD = Tool(
    name="set_field",
    permission="set_field",
    description="Write into the customer's card what they have just said. `quote`: their own words that prove it, "
    "copied character by character from their last message.",
    arguments=Value,
    run=_run,
    writes=True,
    choices=_choices,
)
