"""Kinds of promises, each with the deeds of a turn that make it true."""

from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """What a tool has really done. The names are those of agents.tools.deeds."""

    FIELD_SET = "field_set"
    STAGE_MOVED = "stage_moved"
    TASK_CREATED = "task_created"
    NOTE_ADDED = "note_added"
    TAGGED = "tagged"
    EMAIL_SENT = "email_sent"
    HANDED_OFF = "handed_off"


@dataclass(frozen=True, slots=True)
class Family:
    """`kept_by`: any of these deeds makes it true; none does where no tool can do what is promised."""

    name: str
    kept_by: frozenset[str] = frozenset()


HAND_OVER = Family("hand_over", frozenset({Deed.HANDED_OFF}))
CONTACT = Family("contact", frozenset({Deed.HANDED_OFF, Deed.TASK_CREATED}))
FIND_OUT = Family("find_out", frozenset({Deed.HANDED_OFF, Deed.TASK_CREATED, Deed.NOTE_ADDED}))
SEND = Family("send", frozenset({Deed.EMAIL_SENT}))
BOOK = Family("book", frozenset({Deed.TASK_CREATED}))
NOTE = Family("note", frozenset({Deed.FIELD_SET, Deed.NOTE_ADDED, Deed.TASK_CREATED, Deed.TAGGED, Deed.STAGE_MOVED}))
SETTLE = Family("settle")
