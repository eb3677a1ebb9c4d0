from django.urls import path

from dashboard.integrations import views

OF_AGENT = "ai-agents/<int:agent_id>/edit"

urlpatterns = [
    path("integrations", views.integrations, name="integrations"),
    path(f"{OF_AGENT}/available-integrations", views.agent_integrations, name="agent-integrations"),
    path(f"{OF_AGENT}/integrations/<slug:kind>/edit", views.agent_integration, name="agent-integration"),
    path(
        f"{OF_AGENT}/integrations/<slug:kind>/install",
        views.agent_integration_install,
        name="agent-integration-install",
    ),
    path(
        f"{OF_AGENT}/integrations/<slug:kind>/uninstall",
        views.agent_integration_uninstall,
        name="agent-integration-uninstall",
    ),
]
