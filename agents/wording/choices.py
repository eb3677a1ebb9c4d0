"""What the choices of settings are called for people."""

from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from agents.controls import CONTROLS
from agents.settings.hours import WEEKDAYS

DAYS = dict(zip(WEEKDAYS, WEEKDAY_NAMES.values(), strict=True))
CHOICES = {
    **{path: control.choices for path, control in CONTROLS.items() if control.choices},
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
    """`pattern`: a path as agents.wording.labels has it; what is no choice stands as it is."""
    return str(CHOICES.get(pattern, {}).get(value, value))


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
