"""What the choices of settings are called for people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

LANGUAGES = {"en": "English", "ru": "Русский", "es": "Español", "pt": "Português"}
WEEKDAYS = {
    "mon": lazy("Monday"),
    "tue": lazy("Tuesday"),
    "wed": lazy("Wednesday"),
    "thu": lazy("Thursday"),
    "fri": lazy("Friday"),
    "sat": lazy("Saturday"),
    "sun": lazy("Sunday"),
}
CHOICES = {
    "style.tone": {"neutral": lazy("neutral"), "friendly": lazy("friendly"), "businesslike": lazy("businesslike")},
    "style.formality": {
        "auto": lazy("as the customer"),
        "formal": pgettext_lazy("form of address", "formal"),
        "informal": pgettext_lazy("form of address", "informal"),
    },
    "style.length": {
        "any": lazy("as it comes"),
        "short": pgettext_lazy("answer", "short"),
        "medium": pgettext_lazy("answer", "medium"),
        "long": pgettext_lazy("answer", "long"),
    },
    "language.mode": {
        "customer": lazy("the customer's"),
        "fixed": lazy("always one"),
        "allowed": lazy("the customer's, of those allowed"),
    },
    "language.fixed": LANGUAGES,
    "language.allowed": LANGUAGES,
    "hours.outside": {
        "silent": lazy("stays silent"),
        "text": lazy("says a fixed text"),
        "at_opening": lazy("answers at opening"),
    },
    "handoff.to": {
        "responsible": lazy("the lead's responsible user"),
        "round_robin": lazy("people in turn"),
        "user": lazy("one person"),
    },
    "takeover.resume_after.unit": {
        "minutes": lazy("minutes"),
        "hours": lazy("hours"),
        "days": lazy("days"),
        "weeks": lazy("weeks"),
        "months": lazy("months"),
    },
    "pipelines.*.stage_settings.*.mode": {
        "answers": lazy("answers"),
        "collects": lazy("collects fields, stays silent"),
        "off": lazy("off"),
    },
    "pipelines.*.stage_settings.*.exit.when": {
        "collected": lazy("when everything is collected"),
        "messages": lazy("after so many messages"),
    },
    "pipelines.*.stage_settings.*.on_leave": {
        "stop": lazy("stops at once"),
        "finish": lazy("finishes the answer"),
    },
    **dict.fromkeys(
        ("access.lead.*.level", "access.contact.*.level"),
        {"use": lazy("for its own use"), "tell": lazy("may tell the customer")},
    ),
    **dict.fromkeys(
        ("data_entry.lead.*.settings.overwrite", "data_entry.contact.*.settings.overwrite"),
        {
            "if_empty": lazy("only what is empty"),
            "if_ours": lazy("what the agent wrote"),
            "always": lazy("everything"),
        },
    ),
}


def choice_label(pattern: str, value: str) -> str:
    """`pattern`: a path as agents.settings_labels has it; what is no choice stands as it is."""
    return str(CHOICES.get(pattern, {}).get(value, value))


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
