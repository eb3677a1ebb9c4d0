from django.urls import path

from agents.api import agents, crm_settings, data_entry

urlpatterns = [
    path("agents", agents.AgentList.as_view()),
    path("agents/<int:agent_id>", agents.AgentDetail.as_view()),
    path("agents/<int:agent_id>/settings", crm_settings.CrmSettings.as_view()),
    path("agents/<int:agent_id>/channels", crm_settings.AgentChannels.as_view()),
    path("agents/<int:agent_id>/data-entry/try", data_entry.DataEntryTry.as_view()),
    path("agents/<int:agent_id>/data-entry/writes", data_entry.FieldWriteList.as_view()),
    path("agents/<int:agent_id>/data-entry/writes/<int:write_id>/undo", data_entry.FieldWriteUndo.as_view()),
]
