"""Calls to Kommo: with a token, within the limit, repeated where that does no harm."""

import re
import time
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from crm_kommo.client import errors
from crm_kommo.client.answers import read_answer
from crm_kommo.client.http import Query, exchange
from crm_kommo.client.limiter import Lane, Limiter

READ_ATTEMPTS = 3
FIRST_BACKOFF = 0.5
NUMBERS = re.compile(r"\d+")
# Who is no administrator gets a 401 there, also with a token that is good: one was made a moment ago.
ADMIN_ONLY = ("/api/v4/webhooks",)


class Access(Protocol):
    """Where the access token comes from; `within` seconds nothing more is begun to get one.

    `base_url` is where the account lives as far as is known, "" for where we call anyway; `renewed` may change it.
    """

    base_url: str

    def token(self, *, within: float) -> str: ...

    def renewed(self, *, refused: str, within: float) -> str:
        """Another token in place of one that was answered with 401."""

    def located(self, *, within: float) -> bool:
        """Ask where the account lives, whose host answered that it is not there. Whether it is elsewhere."""

    def observe(self, failure: errors.KommoError | None, *, method: str, path: str) -> None:
        """How a call ended; a 401 comes here only when a renewed token was refused too."""


class Transport:
    """Calls of one account. `base_url` is scheme, host and port; `access` None for the token endpoint.

    `deadline_seconds` is how long a call may wait and be repeated: no request begins later, and none takes longer than
    TOTAL_SECONDS, so that the two together bound a call.

    `is_trial`: with a token that somebody has only just entered; its failures are none of the connection.
    """

    def __init__(
        self,
        *,
        base_url: str,
        access: Access | None,
        limiter: Limiter,
        lane: Lane = Lane.LIVE,
        deadline_seconds: float = 45.0,
        is_trial: bool = False,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._access = access
        self._limiter = limiter
        self._lane = lane
        self._bucket = urlsplit(base_url).netloc
        self._deadline_seconds = deadline_seconds
        self._is_trial = is_trial

    def get(self, path: str, *, query: Query = (), headers: Mapping[str, str] | None = None) -> Any:
        """The JSON of a GET, None for 204. Repeated on faults that can pass. Raises KommoError."""
        deadline = time.monotonic() + self._deadline_seconds
        for attempt in range(1, READ_ATTEMPTS + 1):
            try:
                return self._authorized("GET", path, query=query, json=None, headers=headers, deadline=deadline)
            except errors.KommoError as error:
                pause = getattr(error, "retry_after", FIRST_BACKOFF * 2 ** (attempt - 1))
                if not error.retryable or attempt == READ_ATTEMPTS or time.monotonic() + pause > deadline:
                    raise
                time.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def send(self, method: str, path: str, *, json: Any, within: float | None = None) -> Any:
        """A write, sent once: Kommo knows no idempotency key, so only the caller can tell whether to repeat it.

        `within`: a deadline of its own. Raises NotBegun when it is over before the request goes out.
        """
        deadline = time.monotonic() + (self._deadline_seconds if within is None else within)
        return self._authorized(method, path, query=(), json=json, headers=None, deadline=deadline)

    def send_bytes(self, method: str, path: str, *, content: bytes) -> Any:
        """As `send`, for what is not JSON: a part of a file."""
        return self.send(method, path, json=content)

    def _authorized(self, method: str, path: str, *, headers: Mapping[str, str] | None, **request: Any) -> Any:
        headers = dict(headers or {})
        if self._access is None:
            return self._once(method, path, headers=headers, **request)
        token = self._access.token(within=_left(request["deadline"]))
        try:
            answer = self._with_renewal(method, path, token=token, headers=headers, **request)
        except errors.KommoError as error:
            self._access.observe(error, method=method, path=path)
            raise
        self._access.observe(None, method=method, path=path)
        return answer

    def _with_renewal(self, method: str, path: str, *, token: str, headers: dict[str, str], **request: Any) -> Any:
        try:
            return self._once(method, path, headers=headers | _bearer(token), **request)
        except errors.Unauthorized:
            token = self._access.renewed(refused=token, within=_left(request["deadline"]))
        except (errors.Elsewhere, errors.AccountGone):
            if not self._access.located(within=_left(request["deadline"])):
                raise
        # Calls of a moved account stay in the bucket in which they began.
        self.base_url = self._access.base_url or self.base_url
        try:
            return self._once(method, path, headers=headers | _bearer(token), **request)
        except errors.Unauthorized as error:
            if path in ADMIN_ONLY and not error.code:
                raise errors.Forbidden(error.detail, status=401) from error
            raise

    def _once(
        self, method: str, path: str, *, query: Query, json: Any, headers: Mapping[str, str], deadline: float
    ) -> Any:
        kind = f"{method} {NUMBERS.sub('', path)}"
        call = self._limiter.acquire(self._bucket, within=_left(deadline), lane=self._lane, kind=kind)
        try:
            _left(deadline)  # to sleep may take longer than was asked
            return read_answer(exchange(method, self.base_url + path, query=query, content=json, headers=headers))
        except errors.KommoError as error:
            self._note(error)
            raise
        finally:
            self._limiter.settle(call)

    def _note(self, failure: errors.KommoError) -> None:
        """A limit stops everybody who shares it, not only this call."""
        if isinstance(failure, errors.Banned):
            self._limiter.ban(self._bucket, seconds=failure.retry_after)
        elif isinstance(failure, errors.RateLimited):
            failure.retry_after = self._limiter.pause(self._bucket, seconds=failure.retry_after)
        if not self._is_trial and not _is_about_the_data(failure):
            self._limiter.count_failure(self._bucket, is_limit=isinstance(failure, errors.RateLimited))


def _is_about_the_data(failure: errors.KommoError) -> bool:
    """What one call asked for was wrong: the connection is as good as before."""
    return isinstance(failure, errors.NotFound | errors.Invalid) and not isinstance(failure, errors.AccountGone)


def _left(deadline: float) -> float:
    """Seconds until the deadline. Raises NotBegun after it."""
    left = deadline - time.monotonic()
    if left < 0:
        raise errors.NotBegun("There was no time left to send it.")
    return left


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
