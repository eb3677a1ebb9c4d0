"""Addresses outside any workspace, and the API (whose workspace comes from the token or the session)."""

from django.urls import include, path
from django.views.i18n import set_language

from tenants.admin_sites import platform_admin
from tenants.views import public

urlpatterns = [
    path("", public.landing, name="landing"),
    path("health", public.health, name="health"),
    path("accounts/", include("allauth.account.urls")),
    path("manage/", public.workspaces, name="workspaces"),
    path("invitations/<str:token>", public.invitation, name="invitation"),
    path("language", set_language, name="set_language"),
    path("dev/mail", public.dev_mail, name="dev_mail"),
    path("", include("dashboard.site.public_urls")),
    path("admin/", platform_admin.urls),
    path("api/", include("crm_kommo.api.public_urls")),
    path("api/", include("config.api")),
]
