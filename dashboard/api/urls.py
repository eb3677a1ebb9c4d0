from django.urls import path

from dashboard.api import integrations, sync
from dashboard.api.chat import reading, talking

OF_AGENT = "agents/<int:agent_id>/integrations"
CONVERSATION = "chat/conversations/<int:conversation_id>"

urlpatterns = [
    path(OF_AGENT, integrations.AgentIntegrationList.as_view()),
    path(f"{OF_AGENT}/<slug:kind>", integrations.AgentIntegrationDetail.as_view()),
    path(f"{OF_AGENT}/<slug:kind>/install", integrations.AgentIntegrationInstall.as_view()),
    path(f"{OF_AGENT}/<slug:kind>/sync", sync.AgentIntegrationSync.as_view()),
    path("chat", talking.Chat.as_view(), name="api-chat"),
    path("chat/conversations", reading.ConversationList.as_view()),
    path(CONVERSATION, reading.ConversationDetail.as_view()),
    path(f"{CONVERSATION}/messages", reading.ConversationMessages.as_view()),
    path(f"{CONVERSATION}/decisions", reading.ConversationDecisions.as_view()),
    path("chat/messages/<int:message_id>", reading.MessageDetail.as_view()),
    path("chat/messages/<int:message_id>/feedback", reading.MessageFeedback.as_view()),
]
