"""An HTTP answer of Kommo → its JSON, or the error that it means. The only place that reads status codes."""

import json
from dataclasses import dataclass
from typing import Any

from crm_kommo.client import errors
from crm_kommo.client.legacy_codes import MEANINGS, legacy_code

MAX_DETAIL = 300
BAN_PAUSE = 300.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    retry_after: str = ""


def read_answer(answer: Answer) -> Any:
    """The JSON of a good answer, None for an empty one. Raises KommoError."""
    if 200 <= answer.status < 300:
        return _json_of_success(answer)
    problem = _problem(answer)
    detail = _detail(problem, answer)
    match answer.status:
        case 400:
            raise errors.Invalid(detail, problems=_problems(problem))
        case 401:
            raise errors.Unauthorized(detail, status=401)
        case 402:
            raise errors.PaymentRequired(detail, status=402)
        case 403 if problem is None:
            raise errors.Banned(detail, status=403, retry_after=BAN_PAUSE)
        case 403 if "scope" in detail.lower():
            raise errors.MissingScope(detail, status=403)
        case 403:
            raise errors.Forbidden(detail, status=403)
        case 404:
            raise errors.NotFound(detail, status=404)
        case 429:
            raise errors.RateLimited(detail, retry_after=_retry_after(problem, answer))
        case status if status >= 500:
            raise errors.ServerFault(detail, status=status)
        case status if status >= 400:
            raise errors.Refused(detail, status=status)
        case status:
            raise errors.UnreadableAnswer("Kommo answered with a redirect, which is never followed.", status=status)


def _json_of_success(answer: Answer) -> Any:
    if not answer.body.strip():
        return None
    try:
        return json.loads(answer.body)
    except ValueError as error:
        raise errors.UnreadableAnswer(_first_words(answer.body), status=answer.status) from error


def _problem(answer: Answer) -> dict[str, Any] | None:
    try:
        problem = json.loads(answer.body)
    except ValueError:
        return None
    return problem if isinstance(problem, dict) else None


def _detail(problem: dict[str, Any] | None, answer: Answer) -> str:
    if problem is None:
        return _first_words(answer.body)
    code = legacy_code(problem)
    said = (MEANINGS.get(code), *(problem.get(key) for key in ("hint", "detail", "title")))
    return ". ".join(dict.fromkeys(text.rstrip(".") for text in said if isinstance(text, str) and text))[:MAX_DETAIL]


def _first_words(body: bytes) -> str:
    return " ".join(body[:MAX_DETAIL].decode("utf-8", "replace").split())


def _retry_after(problem: dict[str, Any] | None, answer: Answer) -> float | None:
    """Seconds: the body's word, else the header's; None when neither says."""
    for said in ((problem or {}).get("retry_after"), answer.retry_after):
        try:
            seconds = float(said)
        except (TypeError, ValueError):
            continue
        if 0 < seconds < 86_400:
            return seconds
    return None


def _problems(problem: dict[str, Any] | None) -> tuple[errors.Problem, ...]:
    """The documentation shows a list of items; one sample has a single item without the list."""
    found = (problem or {}).get("validation-errors") or []
    items = found if isinstance(found, list) else [found]
    return tuple(
        errors.Problem(
            request_id=str(item.get("request_id", "")),
            path=str(error.get("path", "")),
            code=str(error.get("code", "")),
            detail=str(error.get("detail", "")),
        )
        for item in items
        if isinstance(item, dict)
        for error in item.get("errors") or []
        if isinstance(error, dict)
    )
