"""HTTP to Kommo. The only file of this app that knows `requests`."""

import threading
import time
from collections.abc import Mapping, Sequence
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import NewConnectionError

from crm_kommo.client import errors
from crm_kommo.client.answers import Answer, read_answer
from crm_kommo.client.limiter import Lane, Limiter

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 20.0
MAX_ANSWER_BYTES = 32 * 1024 * 1024
READ_ATTEMPTS = 3
FIRST_BACKOFF = 0.5

Query = Sequence[tuple[str, str | int]]


class Access(Protocol):
    """Where the access token comes from; `within` seconds nothing more is begun to get one."""

    def token(self, *, within: float) -> str: ...

    def renewed(self, *, refused: str, within: float) -> str:
        """Another token in place of one that was answered with 401."""

    def observe(self, failure: errors.KommoError | None) -> None:
        """How a call ended; a 401 comes here only when a renewed token was refused too."""


class Transport:
    """Calls of one account. `base_url` is scheme, host and port; `access` None for the token endpoint.

    `deadline_seconds` is how long a call may wait and be repeated: no request begins later, and none takes longer than
    TOTAL_SECONDS, so that the two together bound a call.
    """

    def __init__(
        self,
        *,
        base_url: str,
        access: Access | None,
        limiter: Limiter,
        lane: Lane = Lane.LIVE,
        deadline_seconds: float = 45.0,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._access = access
        self._limiter = limiter
        self._lane = lane
        self._bucket = urlsplit(base_url).netloc
        self._deadline_seconds = deadline_seconds

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

    def _authorized(self, method: str, path: str, *, headers: Mapping[str, str] | None, **request: Any) -> Any:
        headers = dict(headers or {})
        if self._access is None:
            return self._once(method, path, headers=headers, **request)
        token = self._access.token(within=_left(request["deadline"]))
        try:
            answer = self._with_renewal(method, path, token=token, headers=headers, **request)
        except errors.KommoError as error:
            self._access.observe(error)
            raise
        self._access.observe(None)
        return answer

    def _with_renewal(self, method: str, path: str, *, token: str, headers: dict[str, str], **request: Any) -> Any:
        try:
            return self._once(method, path, headers=headers | _bearer(token), **request)
        except errors.Unauthorized:
            token = self._access.renewed(refused=token, within=_left(request["deadline"]))
        return self._once(method, path, headers=headers | _bearer(token), **request)

    def _once(
        self, method: str, path: str, *, query: Query, json: Any, headers: Mapping[str, str], deadline: float
    ) -> Any:
        self._limiter.acquire(self._bucket, within=_left(deadline), lane=self._lane)
        _left(deadline)  # to sleep may take longer than was asked
        try:
            return read_answer(self._exchange(method, path, query=query, json=json, headers=headers))
        except errors.KommoError as error:
            self._note(error)
            raise

    def _note(self, failure: errors.KommoError) -> None:
        """A limit stops everybody who shares it, not only this call."""
        if isinstance(failure, errors.Banned):
            self._limiter.ban(self._bucket, seconds=failure.retry_after)
        elif isinstance(failure, errors.RateLimited):
            failure.retry_after = self._limiter.pause(self._bucket, seconds=failure.retry_after)
        if not isinstance(failure, errors.NotFound):
            self._limiter.count_failure(self._bucket, is_limit=isinstance(failure, errors.RateLimited))

    def _exchange(self, method: str, path: str, *, query: Query, json: Any, headers: Mapping[str, str]) -> Answer:
        ends = time.monotonic() + TOTAL_SECONDS
        try:
            with _session().request(
                method,
                self.base_url + path,
                params=list(query),
                json=json,
                headers={"Accept": "application/json", **headers},
                timeout=(CONNECT_SECONDS, TOTAL_SECONDS - CONNECT_SECONDS),
                # A moved account answers with a redirect; following it would carry tokens to another host.
                allow_redirects=False,
                stream=True,
            ) as response:
                return Answer(
                    status=response.status_code,
                    body=_body(response, ends=ends),
                    retry_after=response.headers.get("Retry-After", ""),
                )
        except requests.RequestException as error:
            raise _failure(error) from error


_sessions = threading.local()


def _session() -> requests.Session:
    """Connections are kept per thread, over accounts; cookies never are, nor what the environment says of proxies."""
    if not hasattr(_sessions, "session"):
        session = requests.Session()
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        _sessions.session = session
    return _sessions.session


def _left(deadline: float) -> float:
    """Seconds until the deadline. Raises NotBegun after it."""
    left = deadline - time.monotonic()
    if left < 0:
        raise errors.NotBegun("There was no time left to send it.")
    return left


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _body(response: requests.Response, *, ends: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(64 * 1024):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise errors.UnreadableAnswer("The answer is too large.", status=response.status_code)
        if time.monotonic() > ends:
            raise errors.NoAnswer("The answer took too long.", status=response.status_code)
    return bytes(body)


def _failure(error: requests.RequestException) -> errors.KommoError:
    """Only a connection that was never made is known not to have carried the request."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    never_sent = isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)
    failure = errors.Unreachable if never_sent else errors.NoAnswer
    # The message of `error` may hold the address with its query; its class says enough.
    return failure(type(error).__name__)
