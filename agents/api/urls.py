from django.urls import path

from agents.api import agents

urlpatterns = [
    path("agents", agents.AgentList.as_view()),
    path("agents/<int:agent_id>", agents.AgentDetail.as_view()),
]
