from django.urls import path

from agents.api import agents, crm_settings

urlpatterns = [
    path("agents", agents.AgentList.as_view()),
    path("agents/<int:agent_id>", agents.AgentDetail.as_view()),
    path("agents/<int:agent_id>/settings", crm_settings.CrmSettings.as_view()),
    path("agents/<int:agent_id>/channels", crm_settings.AgentChannels.as_view()),
]
