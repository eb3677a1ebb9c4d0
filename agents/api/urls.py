from django.urls import path

from agents.api import agents, integrations

urlpatterns = [
    path("agents", agents.AgentList.as_view()),
    path("agents/<int:agent_id>", agents.AgentDetail.as_view()),
    path("agents/<int:agent_id>/integrations/<str:integration_id>/sync", integrations.IntegrationSync.as_view()),
]
