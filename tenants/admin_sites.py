"""Two admin sites with one look: /admin/ for the platform, /manage/<slug>/admin/ for what lies in one workspace."""

from allauth.account.decorators import secure_admin_login
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite


class ReadOnly:
    """Staff look, nobody edits: what may be changed is changed on the pages, with their checks. For inlines too."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, ModelAdmin):
    pass


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
