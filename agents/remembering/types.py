from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """A fact with its proof: `quote` stands in the customer's message. `subject`: of what, where a kind has several."""

    kind: str
    subject: str
    text: str
    quote: str
    message_id: str
    is_explicit: bool = True


@dataclass(frozen=True, kw_only=True)
class Formed:
    """What is worth remembering. `topic`: what it was about, "" when nobody can tell."""

    facts: list[Remembered] = field(default_factory=list)
    topic: str = ""
