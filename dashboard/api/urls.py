from django.urls import path

from dashboard.api import integrations, sync

OF_AGENT = "agents/<int:agent_id>/integrations"

urlpatterns = [
    path(OF_AGENT, integrations.AgentIntegrationList.as_view()),
    path(f"{OF_AGENT}/<slug:kind>", integrations.AgentIntegrationDetail.as_view()),
    path(f"{OF_AGENT}/<slug:kind>/install", integrations.AgentIntegrationInstall.as_view()),
    path(f"{OF_AGENT}/<slug:kind>/sync", sync.AgentIntegrationSync.as_view()),
]
