"""The knobs of the stand-in: what Kommo does not document, and what a test wants faster."""

from dataclasses import asdict, dataclass, fields
from types import NoneType
from typing import Any, get_args, get_type_hints

from kommo_standin.errors import BadInput

CHOICES = {
    "send_message_author": ("bot", "internal"),
    "delivery_status": ("sent", "delivered", "error"),
    "send_message": ("allowed", "no_scope", "no_plan"),
    "widget_algorithm": ("HS256", "HS384", "HS512"),
}


@dataclass
class Settings:
    """Times are seconds. `clock_speed` divides the times of the webhooks' retry ladder and nothing else.

    `public_url` is where a bot's widget is told to answer; a server that listens puts its own address there.
    """

    clock_speed: float = 1.0
    webhook_retries: bool = True
    hook_deadline: float = 2.0
    rate_limit: int = 7
    account_rate_limit: int = 50
    retry_after: int | None = 1
    violations_before_block: int = 20
    violation_window: float = 10.0
    block_seconds: float = 30.0
    send_quota: int = 500
    send_message_author: str = "bot"
    hook_after_send_message: bool = True
    delivery_status: str = "delivered"
    send_message: str = "allowed"
    chat_history: bool = True
    has_bots: bool = True
    bot_delay: float = 0.0
    widget_algorithm: str = "HS512"
    public_url: str = "http://127.0.0.1:8010"
    code_lifetime: float = 1200.0
    access_token_lifetime: int = 86400
    refresh_token_lifetime: int = 90 * 86400
    refresh_token_in_answer: bool = True

    def change(self, values: dict[str, Any]) -> None:
        """Take over `values`; all of them or, at the first wrong one, none. Raises BadInput."""
        hints = get_type_hints(Settings)
        for name, value in values.items():
            if name not in hints:
                raise BadInput(name, f"no such setting; there are {', '.join(hints)}")
            _check(name, value, get_args(hints[name]) or (hints[name],))
        for name, value in values.items():
            setattr(self, name, value)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def restore(self, other: "Settings") -> None:
        """Take over every value of `other`."""
        for field in fields(self):
            setattr(self, field.name, getattr(other, field.name))


def _check(name: str, value: Any, kinds: tuple[type, ...]) -> None:
    if value is None and NoneType in kinds:
        return
    if bool in kinds or isinstance(value, bool):
        if bool not in kinds or not isinstance(value, bool):
            raise BadInput(name, f"must be {kinds[0].__name__}")
        return
    accepted = (int, float) if float in kinds else kinds
    if not isinstance(value, accepted):
        raise BadInput(name, f"must be {kinds[0].__name__}")
    if isinstance(value, (int, float)) and not 0 <= value <= 1e9:
        raise BadInput(name, "must lie between 0 and 1,000,000,000")
    if name == "clock_speed" and value <= 0:
        raise BadInput(name, "must be greater than 0")
    if name in CHOICES and value not in CHOICES[name]:
        raise BadInput(name, f"must be one of {', '.join(CHOICES[name])}")
