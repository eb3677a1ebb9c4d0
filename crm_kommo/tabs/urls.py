from django.urls import path

from crm_kommo.tabs import views

urlpatterns = [
    path("integrations/kommo/webhooks", views.webhooks, name="kommo-webhooks"),
    path("integrations/kommo/permissions", views.permissions, name="kommo-permissions"),
    path("integrations/kommo/diagnostics", views.diagnostics, name="kommo-diagnostics"),
    path("integrations/kommo/diagnostics/start", views.checks_start, name="kommo-checks-start"),
    path("integrations/kommo/diagnostics/progress", views.checks_progress, name="kommo-checks-progress"),
    path("integrations/kommo/log", views.log, name="kommo-log"),
]
