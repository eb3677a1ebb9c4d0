"""How a call to Kommo can fail.

KommoError                 retryable   handled_unknown
├── Unreachable            yes         no     no connection: the request was never sent
│   └── NotBegun           yes         no     the time for it was over before it could be sent
├── NoAnswer               yes         yes    sent, but the answer did not come in time or was cut off
│   └── HeldBack           yes         yes    it was good, but went with other items that were refused
├── ServerFault            yes         yes    5xx
├── UnreadableAnswer       no          yes    a 2xx that is not what it should be, or a redirect
├── RateLimited            yes         no     429, carries `retry_after`
│   └── Banned             yes         no     403 with a page instead of JSON: the address or integration is blocked
├── Unauthorized           no          no     401: the access token is not good
├── GrantRefused           no          no     the token endpoint refused code, refresh token or secret: 400, 401
├── PaymentRequired        no          no     402: the plan ended, lacks the feature, or its quota is used up
├── Forbidden              no          no     403: the user behind the grant may not do it
│   └── MissingScope       no          no     403: the grant lacks a permission; a new consent can add it
├── NotFound               no          no     404
├── Invalid                no          no     400, carries `problems` by path
└── Refused                no          no     any other 4xx; 422 says understood, but not now

`retryable` says whether the same call can succeed later. `handled_unknown` says that Kommo may have done what was
asked, so that a write must be looked up before it is sent again.
"""

from dataclasses import dataclass
from typing import ClassVar


class KommoError(Exception):
    """`status` is the HTTP status, None without an answer; `detail` is Kommo's own sentence, cut, without secrets."""

    retryable: ClassVar[bool] = False
    handled_unknown: ClassVar[bool] = False

    def __init__(self, detail: str = "", *, status: int | None = None) -> None:
        super().__init__(f"{status or 'no answer'}: {detail}" if detail else str(status or "no answer"))
        self.detail = detail
        self.status = status


class Unreachable(KommoError):
    retryable = True


class NotBegun(Unreachable):
    pass


class NoAnswer(KommoError):
    retryable = True
    handled_unknown = True


class HeldBack(NoAnswer):
    """Kommo says nothing about the good items of a batch with a wrong one; it is thought to do none of it."""


class ServerFault(KommoError):
    retryable = True
    handled_unknown = True


class UnreadableAnswer(KommoError):
    handled_unknown = True


class RateLimited(KommoError):
    """`retry_after` in seconds; None only until the limiter has said how long, when Kommo does not."""

    retryable = True

    def __init__(self, detail: str = "", *, status: int | None = 429, retry_after: float | None) -> None:
        super().__init__(detail, status=status)
        self.retry_after = retry_after


class Banned(RateLimited):
    """A block is a limit too, a long one: the same waiters must wait."""


class Unauthorized(KommoError):
    pass


class GrantRefused(KommoError):
    pass


class PaymentRequired(KommoError):
    pass


class Forbidden(KommoError):
    pass


class MissingScope(Forbidden):
    pass


class NotFound(KommoError):
    pass


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint about a request: which item (`request_id`, else its index), where in it, and why."""

    request_id: str
    path: str
    code: str
    detail: str


class Invalid(KommoError):
    def __init__(self, detail: str = "", *, status: int | None = 400, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(detail, status=status)
        self.problems = problems


class Refused(KommoError):
    pass
