"""Addresses of one workspace, relative to /manage/<slug>/."""

from django.urls import include, path

from tenants.admin_sites import tenant_admin

urlpatterns = [
    path("", include("dashboard.urls")),
    path("", include("agents.urls")),
    path("", include("automation.outgoing.urls")),
    path("", include("knowledge.urls")),
    path("", include("crm_kommo.urls")),
    path("", include("mailbox.urls")),
    path("", include("tenants.urls")),
    path("api/", include("config.api")),
    path("admin/", tenant_admin.urls),
]
