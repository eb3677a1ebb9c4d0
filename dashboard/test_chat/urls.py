from django.urls import path

from dashboard.test_chat import views

ONE = "test-chat/<int:conversation_id>"

urlpatterns = [
    path("test-chat", views.new, name="test-chat"),
    path("test-chat/begin/<int:agent_id>", views.begin, name="test-chat-begin"),
    path(ONE, views.conversation, name="test-chat-conversation"),
    path(f"{ONE}/turns/<int:message_id>", views.conversation, name="test-chat-turn"),
    path(f"{ONE}/turns/<int:message_id>/stream", views.stream, name="test-chat-stream"),
    path(f"{ONE}/say", views.say, name="test-chat-say"),
    path(f"{ONE}/person-say", views.person_say, name="test-chat-person-say"),
    path(f"{ONE}/hand-back", views.hand_back, name="test-chat-hand-back"),
    path(f"{ONE}/travel", views.travel, name="test-chat-travel"),
    path(f"{ONE}/anew", views.anew, name="test-chat-anew"),
    path(f"{ONE}/persona", views.persona, name="test-chat-persona"),
    path(f"{ONE}/feedback/<int:message_id>", views.feedback, name="test-chat-feedback"),
]
