"""What the choices of settings are called for people."""

from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.translation import gettext as _

from agents.controls import CONTROLS
from agents.settings.hours import WEEKDAYS

DAYS = dict(zip(WEEKDAYS, WEEKDAY_NAMES.values(), strict=True))


def choice_label(pattern: str, value: str) -> str:
    """`pattern`: a path as agents.wording.labels has it; what is no choice stands as it is."""
    control = CONTROLS.get(pattern)
    return str(control.choices.get(value, value)) if control else value


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
