"""Carries out the faults that were ordered. Pages, /_play and /health are never hit."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, g, request
from waitress.channel import ClientDisconnected

from kommo_standin.answers import problem_response
from kommo_standin.errors import Problem
from kommo_standin.faults import Fault
from kommo_standin.kommo import current_kommo

HANG_UP = "X-Standin-Hang-Up"
HIT = ("/api/", "/oauth2/", "/v1.0/")
PAGE = "<html><head><title>Kommo</title></head><body><h1>We will be back soon</h1></body></html>"


def before_request() -> Response | None:
    g.fault = None
    if not request.path.startswith(HIT):
        return None
    fault: Fault | None = current_kommo().faults.take(f"{request.method} {request.full_path.rstrip('?')}")
    g.fault = fault
    if fault is None:
        return None
    if fault.kind == "status":
        return problem_response(Problem(int(fault.value), "Ordered fault"))
    if fault.kind == "page":
        return Response(PAGE, status=int(fault.value), mimetype="text/html")
    if fault.kind == "drop":
        return Response(status=503)
    if fault.kind == "delay":
        current_kommo().stopping.wait(fault.value)
    return None


def after_request(response: Response) -> Response:
    fault = g.get("fault")
    if fault is not None and fault.kind in ("drop", "cut"):
        response.headers[HANG_UP] = fault.kind
    return response


class HangUp:
    """WSGI: closes the connection instead of sending an answer that carries the mark."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if any(name == HANG_UP for name, _ in headers):
                # The one exception after which waitress closes the connection without a word.
                raise ClientDisconnected
            return start_response(status, headers, *rest)

        return self._application(environ, start)
