"""How an integration is: one word that a person understands, with an icon and a tone beside it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Health(Enum):
    """Each with its tone (templates/components/chip.html), icon (lucide) and word."""

    HEALTHY = ("ok", "circle-check", _("Healthy"))
    DEGRADED = ("warn", "triangle-alert", _("Degraded"))
    ACTION_NEEDED = ("bad", "circle-alert", _("Action needed"))
    CONNECTING = ("run", "loader", _("Connecting"))
    PAUSED = ("off", "circle-pause", _("Paused"))
    NOT_CONNECTED = ("off", "unplug", _("Not connected"))

    def __init__(self, tone: str, icon: str, label: str | Promise) -> None:
        self.tone, self.icon, self.label = tone, icon, label


@dataclass(frozen=True, kw_only=True)
class State:
    """What is known of an integration now; None where it has no such thing. `error_rate` is 0…1 over 24 hours.

    `token_expires_at` is of no concern to a person while `token_renews`: we renew it long before.
    """

    health: Health
    detail: str = ""
    last_event_at: datetime | None = None
    last_call_at: datetime | None = None
    token_expires_at: datetime | None = None
    token_renews: bool = False
    error_rate: float | None = None
    synced_at: datetime | None = None

    @property
    def works(self) -> bool:
        """Whether anything can come of it, perhaps not always."""
        return self.health in (Health.HEALTHY, Health.DEGRADED, Health.CONNECTING)

    @property
    def error_percent(self) -> str:
        return "" if self.error_rate is None else f"{self.error_rate:.1%}"
