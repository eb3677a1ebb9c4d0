"""Why a value was not written, in words for people."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm_kommo.values.problems import NoSuchChoice, NotWritable, ValueProblem, WrongKind

EXPECTED = {
    "text": gettext_lazy("A text is expected."),
    "number": gettext_lazy("A number is expected."),
    "yes or no": gettext_lazy("Yes or no is expected."),
    "date": gettext_lazy("A date is expected."),
    "moment": gettext_lazy("A date and time are expected."),
    "list": gettext_lazy("A list is expected."),
    "object": gettext_lazy("Several named parts are expected."),
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """`code`: unknown_field, not_writable, no_such_choice or wrong_kind."""

    code: str
    message: str


def unknown_field() -> FieldProblem:
    return FieldProblem("unknown_field", _("Kommo has no such field."))


def not_writable() -> FieldProblem:
    return FieldProblem("not_writable", _("This field can only be read."))


def problem_of(problem: ValueProblem) -> FieldProblem:
    match problem:
        case NotWritable():
            return not_writable()
        case NoSuchChoice():
            told = {"choices": ", ".join(problem.choices)}
            return FieldProblem("no_such_choice", _("It is not one of the choices: %(choices)s.") % told)
        case WrongKind():
            return FieldProblem("wrong_kind", str(EXPECTED[problem.expected]))
    raise TypeError(problem)
