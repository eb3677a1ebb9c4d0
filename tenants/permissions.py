"""Who may do what in a workspace: every page and endpoint says which role it takes."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from tenants.models import ApiToken, Membership, Role, Tenant

View = Callable[..., HttpResponse]


class TenantRequest(HttpRequest):
    """A request that TenantMiddleware let into a workspace."""

    tenant: Tenant
    membership: Membership
    api_token: ApiToken | None


def tenant_role_required(role: Role) -> Callable[[View], View]:
    """A page for members of this role and above. The middleware has refused everybody who is no member."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: TenantRequest, *args, **kwargs) -> HttpResponse:
            if request.membership is None or not Role(request.membership.role).includes(role):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_role = role  # read by the test that walks every address
        return guarded

    return decorate


class IsMember(BasePermission):
    """Reads take the view's `read_role`, writes its `write_role`; a token must also hold the scope.

    A view without these attributes is open to nobody.
    """

    def has_permission(self, request: Request, view: object) -> bool:
        membership = getattr(request._request, "membership", None)
        reading = request.method in SAFE_METHODS
        role = getattr(view, "read_role" if reading else "write_role", None)
        if membership is None or role is None or not Role(membership.role).includes(role):
            return False
        token = request._request.api_token
        if token is None:
            return True
        scope = ApiToken.Scope.READ if reading else ApiToken.Scope.WRITE
        return scope in token.scopes and Role.BUILDER.includes(role)
