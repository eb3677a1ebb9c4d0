"""What a request can be refused with.

StandInError
├── Problem              an answer of Kommo's API: problem+json
│   └── InvalidItems     400, with `validation-errors` and a path for each
├── BadInput             400 under /_play: names the field
└── Unknown              404 under /_play
"""

from http import HTTPStatus
from typing import Any


class StandInError(Exception):
    """Anything this server refuses on purpose."""


class Problem(StandInError):
    """An error as Kommo words it."""

    def __init__(self, status: int, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.body = {
            "title": HTTPStatus(status).phrase,
            "type": f"https://httpstatus.es/{status}",
            "status": status,
            "detail": detail,
            **members,
        }


class InvalidItems(Problem):
    """400: one or more items of a write are wrong. `errors` maps request_id to a list of {code, path, detail}."""

    def __init__(self, errors: dict[str, list[dict[str, str]]]) -> None:
        listed = [{"request_id": request_id, "errors": found} for request_id, found in errors.items()]
        super().__init__(400, "Request validation failed")
        self.body = {"validation-errors": listed, **self.body}


class BadInput(StandInError):
    """400 under /_play."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")


class Unknown(StandInError):
    """404 under /_play."""

    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"{what} {key} does not exist")


def not_found(detail: str = "Requested entity not found") -> Problem:
    return Problem(404, detail)
