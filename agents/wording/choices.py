"""What the choices of settings are called for people."""

from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.controls import CONTROLS
from agents.settings.hours import WEEKDAYS

DAYS = dict(zip(WEEKDAYS, WEEKDAY_NAMES.values(), strict=True))
CHOICES = {
    **{path: control.choices for path, control in CONTROLS.items() if control.choices},
    "pipelines.*.stage_settings.*.mode": {
        "answers": _("answers"),
        "collects": _("collects fields, stays silent"),
        "off": _("off"),
    },
    "pipelines.*.stage_settings.*.exit.when": {
        "collected": _("when everything is collected"),
        "messages": _("after so many messages"),
    },
    "pipelines.*.stage_settings.*.on_leave": {
        "stop": _("stops at once"),
        "finish": _("finishes the answer"),
    },
    **dict.fromkeys(
        ("access.lead.*.level", "access.contact.*.level"),
        {"use": _("for its own use"), "tell": _("may tell the customer")},
    ),
    **dict.fromkeys(
        ("data_entry.lead.*.settings.overwrite", "data_entry.contact.*.settings.overwrite"),
        {
            "if_empty": _("only what is empty"),
            "if_ours": _("what the agent wrote"),
            "always": _("everything"),
        },
    ),
}


def choice_label(pattern: str, value: str) -> str:
    """`pattern`: a path as agents.wording.labels has it; what is no choice stands as it is."""
    return str(CHOICES.get(pattern, {}).get(value, value))


def yes_or_no(value: bool) -> str:
    return gettext("yes") if value else gettext("no")
