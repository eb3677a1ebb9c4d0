from django.urls import path

from agents.api import agents, versions

AGENT = "agents/<int:agent_id>"

urlpatterns = [
    path("agents", agents.AgentList.as_view()),
    path(AGENT, agents.AgentDetail.as_view()),
    path(f"{AGENT}/versions", versions.AgentVersions.as_view()),
    path(f"{AGENT}/versions/<int:number>/restore", versions.AgentVersionRestore.as_view()),
    path(f"{AGENT}/publish", versions.AgentPublish.as_view()),
    path(f"{AGENT}/duplicate", versions.AgentDuplicate.as_view()),
    path(f"{AGENT}/pause", versions.AgentPause.as_view()),
]
