"""Time zones to choose from: the workspace's own, the common ones in words with their offset, and the long list."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.settings.hours import ZONES

COMMON = {
    "Europe/Kaliningrad": gettext_lazy("Kaliningrad"),
    "Europe/Moscow": gettext_lazy("Moscow, Saint Petersburg"),
    "Europe/Samara": gettext_lazy("Samara"),
    "Asia/Yekaterinburg": gettext_lazy("Yekaterinburg"),
    "Asia/Omsk": gettext_lazy("Omsk"),
    "Asia/Novosibirsk": gettext_lazy("Novosibirsk"),
    "Asia/Krasnoyarsk": gettext_lazy("Krasnoyarsk"),
    "Asia/Irkutsk": gettext_lazy("Irkutsk"),
    "Asia/Yakutsk": gettext_lazy("Yakutsk"),
    "Asia/Vladivostok": gettext_lazy("Vladivostok"),
    "Asia/Almaty": gettext_lazy("Almaty"),
    "Asia/Dubai": gettext_lazy("Dubai"),
    "Europe/London": gettext_lazy("London"),
    "Europe/Lisbon": gettext_lazy("Lisbon"),
    "Europe/Madrid": gettext_lazy("Madrid"),
    "Europe/Berlin": gettext_lazy("Berlin"),
    "America/New_York": gettext_lazy("New York"),
    "America/Chicago": gettext_lazy("Chicago"),
    "America/Los_Angeles": gettext_lazy("Los Angeles"),
    "America/Mexico_City": gettext_lazy("Mexico City"),
    "America/Bogota": gettext_lazy("Bogotá"),
    "America/Sao_Paulo": gettext_lazy("São Paulo"),
    "America/Argentina/Buenos_Aires": gettext_lazy("Buenos Aires"),
    "UTC": gettext_lazy("Coordinated universal time"),
}


def zone_groups(*, own: str, now: datetime) -> dict[str, Mapping[str, str]]:
    """Heading of a group → zone → its words. `own`: the workspace's zone; each zone stands once."""
    common = {zone: f"{words} ({_offset(zone, now)})" for zone, words in COMMON.items() if zone != own}
    rest = {zone: zone.replace("_", " ") for zone in sorted(ZONES - COMMON.keys() - {own})}
    mine = f"{COMMON.get(own, own.replace('_', ' '))} ({_offset(own, now)})"
    return {_("The workspace's own"): {own: mine}, _("Common"): common, _("All others"): rest}


def _offset(zone: str, now: datetime) -> str:
    """Such as UTC+03:00."""
    told = now.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{told[:3]}:{told[3:5]}"
