from rest_framework.views import APIView

from tenants.models import Role


class TenantAPIView(APIView):
    """The base of every endpoint of a workspace: tenants.permissions.IsMember reads the two roles."""

    read_role = Role.VIEWER
    write_role = Role.BUILDER
