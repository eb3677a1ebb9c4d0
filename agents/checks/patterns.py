from collections.abc import Iterator

from agents.extraction.patterns import is_usable
from agents.faults import Fault, fault
from agents.settings import AgentSettings


def unusable_patterns(settings: AgentSettings, *, before: AgentSettings) -> Iterator[Fault]:
    """Patterns of data entry that cannot be compiled, or repeat too much. What was there before stays allowed."""
    already = {pattern for _path, pattern in _patterns(before)}
    for path, pattern in _patterns(settings):
        if pattern not in already and not is_usable(pattern):
            yield fault(path, "unusable_pattern")


def _patterns(settings: AgentSettings) -> Iterator[tuple[str, str]]:
    for card, rules in settings.data_entry.by_card.items():
        for row, rule in enumerate(rules):
            if rule.settings.pattern:
                yield f"data_entry.{card}.{row}.settings.pattern", rule.settings.pattern
