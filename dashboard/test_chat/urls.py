from django.urls import path

from dashboard.test_chat.views import pages, steps

ONE = "test-chat/<int:conversation_id>"

urlpatterns = [
    path("test-chat", pages.new, name="test-chat"),
    path("test-chat/begin/<int:agent_id>", pages.begin, name="test-chat-begin"),
    path(ONE, pages.conversation, name="test-chat-conversation"),
    path(f"{ONE}/turns/<int:message_id>", pages.conversation, name="test-chat-turn"),
    path(f"{ONE}/turns/<int:message_id>/stream", pages.stream, name="test-chat-stream"),
    path(f"{ONE}/say", steps.say, name="test-chat-say"),
    path(f"{ONE}/person-say", steps.person_say, name="test-chat-person-say"),
    path(f"{ONE}/hand-back", steps.hand_back, name="test-chat-hand-back"),
    path(f"{ONE}/travel", steps.travel, name="test-chat-travel"),
    path(f"{ONE}/anew", steps.anew, name="test-chat-anew"),
    path(f"{ONE}/persona", steps.persona, name="test-chat-persona"),
    path(f"{ONE}/feedback/<int:message_id>", steps.feedback, name="test-chat-feedback"),
]
