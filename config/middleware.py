from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class RefuseNulMiddleware:
    """PostgreSQL's text knows no NUL, and no address of ours needs one: 400, before a view meets it.

    Forms and serializers refuse it in bodies by themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
            raise BadRequest("NUL in the address")
        return self.get_response(request)


class PageHeadersMiddleware:
    """What every answer tells the browser: load nothing from elsewhere, and keep no workspace's data.

    The Django admin's theme needs inline scripts; its pages are staff's, and go without the policy.
    """

    POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path
        response = self.get_response(request)
        if "/admin/" not in path:
            response.headers.setdefault("Content-Security-Policy", self.POLICY)
        if path.startswith(("/api/", "/manage/")):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
