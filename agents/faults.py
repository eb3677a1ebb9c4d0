"""What is wrong with settings that were sent to us: each fault with its path, in words for people."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from agents.settings.base import Within
from agents.settings.scripts import STEP_KINDS
from tenants.errors import InvalidInput

# pydantic's kinds of error, and those our own settings raise by name.
MESSAGES = {
    "missing": _("This is required."),
    "extra_forbidden": _("There is no such setting."),
    "string_type": _("A text is expected here."),
    "string_too_short": _("Enter at least %(min_length)s characters."),
    "string_too_long": _("At most %(max_length)s characters fit here."),
    "string_pattern_mismatch": _("This is not a valid name."),
    "int_type": _("A whole number is expected here."),
    "int_parsing": _("A whole number is expected here."),
    "int_from_float": _("A whole number is expected here."),
    "float_type": _("A number is expected here."),
    "float_parsing": _("A number is expected here."),
    "finite_number": _("A number is expected here."),
    "bool_type": _("Yes or no (true or false) is expected here."),
    "bool_parsing": _("Yes or no (true or false) is expected here."),
    "list_type": _("A list is expected here."),
    "dict_type": _("An object is expected here."),
    "model_type": _("An object is expected here."),
    "model_attributes_type": _("An object is expected here."),
    "too_long": _("At most %(max_length)s fit here."),
    "too_short": _("At least %(min_length)s are needed here."),
    "literal_error": _("Choose one of these: %(expected)s."),
    "union_tag_invalid": _("Choose one of these: %(expected_tags)s."),
    "union_tag_not_found": _("Say of which kind it is."),
    "greater_than_equal": _("The lowest possible value is %(ge)s."),
    "less_than_equal": _("The highest possible value is %(le)s."),
    "time_type": _("Enter a time such as 09:30."),
    "time_parsing": _("Enter a time such as 09:30."),
    "date_type": _("Enter a day such as 2026-12-31."),
    "date_parsing": _("Enter a day such as 2026-12-31."),
    "date_from_datetime_parsing": _("Enter a day such as 2026-12-31."),
    "repeated": _("The same stands here twice."),
    "unknown_zone": _("There is no such time zone; choose one from the list."),
    "closes_before_it_opens": _("It must close later than it opens; 00:00 as the end means midnight."),
    "spans_overlap": _("Two times of one day overlap."),
    "never_open": _("Working hours are on, but no day has any."),
    "outside_text_missing": _("Write what is said outside the working hours."),
    "fixed_language_missing": _("Choose the language."),
    "allowed_languages_missing": _("Choose at least one language."),
    "topics_missing": _("Name at least one word or phrase."),
    "round_robin_needs_two": _("Choose at least two people to take turns."),
    "user_missing": _("Choose one person."),
    "nothing_to_collect": _("Choose the fields that are to be collected here."),
    "lowest_above_highest": _("The lowest value is above the highest."),
    "unusable_pattern": _("This is no regular expression that can be used, or it repeats more than 1000 times."),
    "field_twice": _("There are two rules for one field."),
    "order_twice": _("Two rules have the same place in the order."),
    "step_twice": _("Two steps have the same name."),
    "no_such_step": _("There is no step “%(name)s” in this script."),
    "string_unicode": _("There is a character in it that cannot be kept."),
    "nul": _("There is a character in it that cannot be kept."),
    "not_an_id": _("An id from Kommo is expected here, such as 11689563."),
    "unknown_pipeline": _("Kommo has no such pipeline. If it is new, sync the pipelines first."),
    "unknown_stage": _("This pipeline has no such stage in Kommo. If it is new, sync the pipelines first."),
    "moves_nowhere": _("The lead would stay where it is; choose another stage."),
    "not_to_incoming": _("Kommo lets no lead be moved to its stage of incoming leads; choose another."),
    "closing_not_allowed": _("This closes the lead. Tick that the agent may do so, or choose another stage."),
    "unknown_field": _("Kommo has no such field on this card. If it is new, sync the fields first."),
    "read_only_field": _("Kommo fills this field by itself, or nobody may write it."),
    "unknown_choice": _("The field has no such choice in Kommo."),
    "unknown_channel": _("No such channel was seen yet. If it is new, sync the channels first."),
    "unknown_user": _("Kommo has no such user. If it is a new one, sync the users first."),
    "unknown_category": _("The knowledge base has no such category."),
    "unknown_article": _("The knowledge base has no such article."),
    "value_missing": _("Say what to compare with."),
    "number_expected": _("A number is expected here."),
    "script_twice": _("Two scripts have the same id."),
    "elsewhere": _("Write this at /api/agents/{id}/%(door)s."),
    "unknown_variable": _("There is no variable {%(name)s}. If a brace itself is meant, write two: {{."),
    "unknown_variable_near": _("There is no variable {%(name)s}. Did you mean {%(near)s}?"),
}
OTHERWISE = _("This cannot be used here.")


@dataclass(frozen=True)
class Fault:
    """`path` is dotted, rows by their number from 0: data_entry.lead.0.order."""

    path: str
    code: str
    message: str

    def is_in(self, path: str) -> bool:
        """At this path, or anywhere beneath it."""
        return f"{self.path}.".startswith(f"{path}.")


class SettingsInvalid(InvalidInput):
    """Settings that cannot be used; nothing was changed. `field` is the first fault's path."""

    def __init__(self, faults: list[Fault]) -> None:
        first = faults[0]
        listed = [{"field": fault.path, "code": fault.code, "message": fault.message} for fault in faults]
        super().__init__(first.message, field=first.path, code=first.code, extra={"faults": listed})
        self.faults = faults


def fault(path: str, code: str, **words: object) -> Fault:
    """`words` fill in what the message names."""
    return Fault(path, code, str(MESSAGES[code]) % words)


def faults_of(error: ValidationError) -> list[Fault]:
    return [_fault(one) for one in error.errors(include_url=False, include_input=False)]


def _fault(one: Any) -> Fault:
    context = dict(one.get("ctx", {}))
    code = one["type"]
    if code == "value_error":
        code, _colon, context["name"] = str(context["error"]).partition(":")
    path = _path((*one["loc"], *_below(context)))
    return Fault(path, code, str(MESSAGES.get(code, OTHERWISE)) % context)


def _below(context: dict[str, Any]) -> list[str]:
    error = context.get("error")
    return error.below.split(".") if isinstance(error, Within) else []


def _path(steps: tuple[int | str, ...]) -> str:
    """Without what only pydantic knows of: marks such as [key], and a row's kind after the row's number."""
    kept = [
        str(step)
        for before, step in zip((None, *steps), steps, strict=False)
        if isinstance(step, int) or not (step.startswith("[") or (isinstance(before, int) and step in STEP_KINDS))
    ]
    return ".".join(kept)
