"""The one shape of an error: {"error": {"code", "message", "field"?, "extra"?}}."""

from typing import Any

from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_handler

from tenants.errors import ApplicationError


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's hook. What it does not know stays unhandled: it is a bug, logged and answered 500."""
    if isinstance(error, ApplicationError):
        return Response({"error": _of_ours(error)}, status=error.status)
    response = drf_handler(error, context)
    if response is not None:
        response.data = {"error": _of_rest_framework(error)}
    return response


def _of_ours(error: ApplicationError) -> dict[str, Any]:
    body: dict[str, Any] = {"code": error.code, "message": error.message}
    if field := getattr(error, "field", None):
        body["field"] = field
    if error.extra:
        body["extra"] = error.extra
    return body


def _of_rest_framework(error: Exception) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        field, message = _first_fault(error.detail)
        return {"code": "invalid", "message": message, "field": field, "extra": error.get_full_details()}
    if isinstance(error, exceptions.APIException):
        return {"code": str(error.get_codes()), "message": str(error.detail)}
    return {"code": "not_found", "message": str(error) or "Not found."}


def _first_fault(detail: Any, path: str = "") -> tuple[str, str]:
    """The dotted path to the first fault, and what it says."""
    if isinstance(detail, dict):
        name, inner = next(iter(detail.items()))
        return _first_fault(inner, f"{path}.{name}" if path else str(name))
    if isinstance(detail, list):
        at, inner = next(((i, item) for i, item in enumerate(detail) if item), (0, ""))
        return _first_fault(inner, path if isinstance(inner, str) else f"{path}.{at}")
    return path or "non_field_errors", str(detail)
