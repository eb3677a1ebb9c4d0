"""Kinds of promises, each with the deeds of a turn that make it true."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """`kept_by`: any of these deeds (agents.tools.deeds) makes it true; none where no tool can do it."""

    name: str
    kept_by: frozenset[str] = frozenset()


HAND_OVER = Family("hand_over", frozenset({"handed_off"}))
CONTACT = Family("contact", frozenset({"handed_off", "task_created"}))
FIND_OUT = Family("find_out", frozenset({"handed_off", "task_created", "note_added"}))
SEND = Family("send", frozenset({"email_sent"}))
BOOK = Family("book", frozenset({"task_created"}))
NOTE = Family("note", frozenset({"field_set", "note_added", "task_created", "tagged", "stage_moved"}))
SETTLE = Family("settle")
