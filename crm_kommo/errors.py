"""What the services of this app raise; the client's own errors never leave it.

ApplicationError
├── Refused          409  Kommo will not do it, now or later; `code` is one of models.failure.Failure
│   ├── SendRefused       the same, about the messages of a talk
│   │   └── TooLong       one message cannot hold it; carries the `pieces` that can
│   ├── ChangedSince      it cannot be taken back: something else stands there now
│   └── FieldsMissing     a stage requires fields that are empty; carries `field_ids`
├── OutcomeUnknown   503  it may have been done: look before doing it again
└── TryLater         503  it was not done, and can be in `after`
"""

from datetime import timedelta

from tenants.errors import ApplicationError, Conflict, Unavailable


class Refused(Conflict):
    pass


class SendRefused(Refused):
    pass


class TooLong(SendRefused):
    """Nothing was sent. `pieces`: the same text in messages that are short enough, in order."""

    def __init__(self, message: str, *, pieces: list[str]) -> None:
        super().__init__(message, code="too_long")
        self.pieces = pieces


class ChangedSince(Refused):
    def __init__(self, message: str) -> None:
        super().__init__(message, code="changed_since")


class FieldsMissing(Refused):
    def __init__(self, message: str, *, field_ids: list[int]) -> None:
        super().__init__(message, code="fields_missing", extra={"field_ids": field_ids})
        self.field_ids = field_ids


class OutcomeUnknown(ApplicationError):
    status = 503


class TryLater(Unavailable):
    def __init__(self, message: str, *, after: timedelta, code: str) -> None:
        super().__init__(message, code=code)
        self.after = after
