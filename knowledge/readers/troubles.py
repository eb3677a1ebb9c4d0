"""Why a file cannot be read: codes with figures. Their words for people are in knowledge/reading/troubles.py."""

from typing import Any


class ReadingFailed(Exception):
    """What ends a reading. `facts` are the figures and names that its words need."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
