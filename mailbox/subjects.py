"""Subjects of mails: what they are without the marks of answering and forwarding."""

import re

# Of the languages our customers' programs write; "Re[2]:" is old, but alive.
MARK = re.compile(r"^\s*(?:re|aw|sv|vs|rv|odp|res|отв|ответ|fwd?|wg|enc|пересл)(?:\[\d+\])?\s*:\s*", re.IGNORECASE)


def subject_core(subject: str) -> str:
    """For comparing: without marks, in lower case."""
    rest = subject
    while mark := MARK.match(rest):
        rest = rest[mark.end() :]
    return " ".join(rest.lower().split())


def is_answer(subject: str) -> bool:
    return bool(MARK.match(subject)) and bool(subject_core(subject))


def answer_subject(subject: str) -> str:
    """`Re: …`, once."""
    return subject if MARK.match(subject) else f"Re: {subject}"
