from django.urls import path

from agents.api import agents, crm_settings, data_entry, scripts, versions

AGENT = "agents/<int:agent_id>"

urlpatterns = [
    path("agents", agents.AgentList.as_view()),
    path(AGENT, agents.AgentDetail.as_view()),
    path(f"{AGENT}/settings", crm_settings.CrmSettings.as_view()),
    path(f"{AGENT}/channels", crm_settings.AgentChannels.as_view()),
    path(f"{AGENT}/data-entry/try", data_entry.DataEntryTry.as_view()),
    path(f"{AGENT}/data-entry/writes", data_entry.FieldWriteList.as_view()),
    path(f"{AGENT}/data-entry/writes/<int:write_id>/undo", data_entry.FieldWriteUndo.as_view()),
    path(f"{AGENT}/scripts", scripts.AgentScripts.as_view()),
    path(f"{AGENT}/scripts/<int:script_id>", scripts.AgentScript.as_view()),
    path(f"{AGENT}/versions", versions.AgentVersions.as_view()),
    path(f"{AGENT}/versions/<int:number>/restore", versions.AgentVersionRestore.as_view()),
    path(f"{AGENT}/publish", versions.AgentPublish.as_view()),
    path(f"{AGENT}/duplicate", versions.AgentDuplicate.as_view()),
    path(f"{AGENT}/pause", versions.AgentPause.as_view()),
]
