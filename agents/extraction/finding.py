"""From a dialogue, and what a model claims about it, to what may be written: one finding for each rule."""

from collections.abc import Iterable, Mapping, Sequence

from agents.extraction.checks import unfit
from agents.extraction.claims import Claim
from agents.extraction.literal import heard_of, read_literally
from agents.extraction.policy import Present, refused
from agents.extraction.proof import proved
from agents.extraction.reading import Heard
from agents.extraction.types import Candidate, Finding, Kind, Place, Rule, Said, Skip


def findings(
    *,
    rules: Iterable[Rule],
    said: Sequence[Said],
    place: Place,
    claims: Mapping[str, Claim] | None = None,
    present: Mapping[str, Present] | None = None,
) -> list[Finding]:
    """In the order of the rules, which is the order in which they take words. `claims`, `present`: by field."""
    heard = heard_of(said, place)
    taken: list[Candidate] = []
    found = []
    for rule in sorted(rules, key=lambda rule: rule.order):
        claim = None if rule.spec.is_sensitive else (claims or {}).get(rule.spec.path)
        finding = _finding(rule, heard, claim, taken, (present or {}).get(rule.spec.path, Present()))
        found.append(finding)
        if finding.candidate and not _is_listed(rule) and is_read(finding):
            taken.append(finding.candidate)
    return found


def _finding(
    rule: Rule, heard: Sequence[Heard], claim: Claim | None, taken: Sequence[Candidate], present: Present
) -> Finding:
    candidates = read_literally(rule, heard)
    reason = Skip.NOTHING_SAID
    if claim:
        outcome = proved(claim, rule, heard)
        if isinstance(outcome, Candidate):
            candidates.append(outcome)
        else:
            reason = outcome
    first: Finding | None = None
    # What was read by itself comes first where both are as sure: it is the same every time.
    for candidate in sorted(candidates, key=lambda one: -one.confidence):
        skipped = _is_taken(candidate, rule, taken) or unfit(candidate, rule) or refused(candidate, rule, present)
        finding = Finding(rule=rule, candidate=candidate, skipped=skipped)
        if skipped is None:
            return finding
        first = first or finding
    return first or Finding(rule=rule, skipped=reason)


def _is_taken(candidate: Candidate, rule: Rule, taken: Sequence[Candidate]) -> Skip | None:
    if _is_listed(rule):
        return None
    overlaps = any(
        one.message_id == candidate.message_id and one.start < candidate.end and candidate.start < one.end
        for one in taken
    )
    return Skip.WORDS_TAKEN if overlaps else None


def _is_listed(rule: Rule) -> bool:
    """A choice is known by its words alone, and may be said for several fields at once; so may a plain yes."""
    return rule.spec.kind in (Kind.CHOICE, Kind.CHOICES, Kind.FLAG)


def is_read(finding: Finding) -> bool:
    """Whether its words are the field's; a value that does not fit its field leaves them to the others."""
    return finding.skipped in (None, Skip.SAME, Skip.FILLED, Skip.PERSON_CHANGED, Skip.UNDONE)
