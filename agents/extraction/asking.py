"""Which empty field is asked for next, and in which words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from agents.extraction.policy import Present
from agents.extraction.types import Rule

# Said to customers, whose language has nothing to do with the language of the page: so it is not gettext's.
_PHRASES = {
    "en": "Could you please tell me: {field}?",
    "ru": "Подскажите, пожалуйста: {field}?",
    "es": "¿Me puede indicar, por favor: {field}?",
    "pt": "Pode me informar, por favor: {field}?",
}


@dataclass(frozen=True, slots=True)
class Question:
    """`path` is the field's; `text` what a customer is asked. `is_private`: no model may be told of it."""

    path: str
    text: str
    is_private: bool = False


def question_next(
    *,
    rules: Iterable[Rule],
    wanted: Collection[str],
    present: Mapping[str, Present],
    asked_lately: Collection[str],
    language: str,
) -> Question | None:
    """The first field in order that is to be asked for, is empty and was not asked for lately.

    `wanted`: fields that the lead's stage collects, besides those whose rule asks.
    """
    for rule in sorted(rules, key=lambda rule: rule.order):
        path = rule.spec.path
        is_wanted = rule.options.ask or path in wanted
        if is_wanted and path not in asked_lately and present.get(path, Present()).is_empty:
            text = rule.options.question or phrase(rule.spec.name, language)
            return Question(path, text, rule.spec.is_sensitive)
    return None


def phrase(field_name: str, language: str) -> str:
    return _PHRASES.get(language, _PHRASES["en"]).format(field=field_name)
