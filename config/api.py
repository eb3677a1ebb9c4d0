"""Every endpoint, under /api/ and under /manage/<slug>/api/. No trailing slashes."""

from django.urls import include, path

urlpatterns = [
    path("", include("crm_kommo.api.urls")),
    path("", include("knowledge.api.urls")),
    path("", include("agents.api.urls")),
    path("", include("automation.outgoing.api_urls")),
    path("", include("dashboard.api.urls")),
    path("", include("mailbox.api.urls")),
]
