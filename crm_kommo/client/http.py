"""One HTTP exchange with Kommo. The only file of this app that knows `requests`."""

import threading
import time
from collections.abc import Mapping, Sequence
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from crm_kommo.client import errors
from crm_kommo.client.answers import Answer

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 20.0
MAX_ANSWER_BYTES = 32 * 1024 * 1024

Query = Sequence[tuple[str, str | int]]


def exchange(method: str, url: str, *, query: Query, content: Any, headers: Mapping[str, str]) -> Answer:
    """What Kommo answers, whatever its status, within TOTAL_SECONDS. `content`: JSON, or bytes that go out as they are.

    Raises Unreachable, NoAnswer, UnreadableAnswer.
    """
    ends = time.monotonic() + TOTAL_SECONDS
    try:
        with _session().request(
            method,
            url,
            params=list(query),
            **_body_of(content),
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


def _body_of(content: Any) -> dict[str, Any]:
    return {"data": content} if isinstance(content, bytes) else {"json": content}


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
