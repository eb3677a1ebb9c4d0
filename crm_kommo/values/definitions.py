"""What is known of a custom field."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: int
    value: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """`type` is Kommo's word, kept also when we do not know it. A stage is a pair: pipeline and status."""

    id: int
    name: str
    code: str
    type: str
    choices: tuple[Choice, ...] = ()
    is_computed: bool = False
    required_stages: tuple[tuple[int, int], ...] = ()
