"""Bodies of answers: HAL for what went well, problem+json for what did not."""

import json
from typing import Any

from flask import Response, request

from kommo_standin.errors import Problem


def hal(body: Any, status: int = 200) -> Response:
    return Response(dump(body), status=status, mimetype="application/hal+json")


def problem_response(problem: Problem) -> Response:
    return Response(dump(problem.body), status=problem.status, mimetype="application/problem+json")


def empty(status: int = 204) -> Response:
    """An answer without a body, as for an empty list."""
    answer = Response(status=status)
    answer.headers.pop("Content-Type", None)
    return answer


def link_to(path: str) -> dict[str, dict[str, str]]:
    """`{"self": {"href": …}}` for a path below /api/v4, on the host that was asked."""
    return {"self": {"href": f"{request.host_url}api/v4/{path}"}}


def dump(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)
