"""The errors a person or a program may see.

ApplicationError
├── InvalidInput     400  names the field and the fix
├── NotAllowed       403
├── NotFound         404
├── Conflict         409
└── Unavailable      503  what we need is away; trying again can help
"""

from typing import Any, ClassVar


class ApplicationError(Exception):
    """`message` is for people (translated), `code` for programs, `extra` for both."""

    status: ClassVar[int] = 400

    def __init__(self, message: str, *, code: str, extra: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.extra = extra or {}


class InvalidInput(ApplicationError):
    """What came in cannot be used; `field` is the path to it."""

    def __init__(self, message: str, *, field: str, code: str = "invalid", extra: dict[str, Any] | None = None) -> None:
        super().__init__(message, code=code, extra=extra)
        self.field = field


class NotAllowed(ApplicationError):
    status = 403


class NotFound(ApplicationError):
    status = 404


class Conflict(ApplicationError):
    status = 409


class Unavailable(ApplicationError):
    status = 503
