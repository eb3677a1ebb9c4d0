from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from tenants.models import ApiToken


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer lw_…`. The middleware has found the token, since it decides the workspace."""

    def authenticate(self, request: Request) -> tuple[object, ApiToken] | None:
        token = getattr(request._request, "api_token", None)
        return (token.created_by, token) if token else None

    def authenticate_header(self, request: Request) -> str:
        """Makes DRF answer 401, not 403, to a stranger."""
        return "Bearer"
