"""Two admin sites with one look: /admin/ for the platform, /manage/<slug>/admin/ for what lies in one workspace."""

from allauth.account.decorators import secure_admin_login
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite


class PlatformAdmin(UnfoldAdminSite):
    site_title = site_header = _("Leadwright platform")
    index_title = _("Platform")


class TenantAdmin(UnfoldAdminSite):
    site_title = site_header = _("Leadwright workspace")

    def each_context(self, request: HttpRequest) -> dict:
        """Staff always see whose data they are looking at."""
        context = super().each_context(request)
        context["site_header"] = context["site_title"] = request.tenant.name
        return context


platform_admin = PlatformAdmin(name="admin")
tenant_admin = TenantAdmin(name="admin")
for _site in (platform_admin, tenant_admin):
    # One login for everybody, with one limit on tries.
    _site.login = secure_admin_login(_site.login)
