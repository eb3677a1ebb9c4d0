from django.urls import path

from agents.api import agents, data_entry

urlpatterns = [
    path("agents", agents.AgentList.as_view()),
    path("agents/<int:agent_id>", agents.AgentDetail.as_view()),
    path("agents/<int:agent_id>/data-entry/try", data_entry.DataEntryTry.as_view()),
    path("agents/<int:agent_id>/data-entry/writes", data_entry.FieldWriteList.as_view()),
    path("agents/<int:agent_id>/data-entry/writes/<int:write_id>/undo", data_entry.FieldWriteUndo.as_view()),
]
