"""Writes requests into the log: all but the reads of the page itself, which polls."""

from time import monotonic, time

from flask import Response, g, request

from kommo_standin.hooks.sender import NO_ANSWER
from kommo_standin.kommo import current_kommo
from kommo_standin.weather import HANG_UP

QUIET = ("/_play/", "/static/", "/health")


def start_recording() -> None:
    g.arrived, g.started = time(), monotonic()


def record_request(response: Response) -> Response:
    if request.path == "/" or (request.method == "GET" and request.path.startswith(QUIET)):
        return response
    account = g.get("account")
    fault = g.get("fault")
    current_kommo().log.add(
        kind="request",
        account_id=account.id if account else None,
        method=request.method,
        path=request.full_path.rstrip("?"),
        status=NO_ANSWER if HANG_UP in response.headers else response.status_code,
        headers=dict(request.headers.items()),
        request_body=request.get_data(as_text=False).decode(errors="replace"),
        response_body="" if response.direct_passthrough else response.get_data().decode(errors="replace"),
        fault=fault.kind if fault else None,
        arrived=g.arrived,
        duration=round(monotonic() - g.started, 3),
    )
    return response
