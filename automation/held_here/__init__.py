"""Conversations that are not held in Kommo: the test chat, the API, the widget of a site. Answers are stored as sent.

`chat.answer` is to them what `chat.turn` is in Kommo: one job per conversation, gates, the same agent, one decision for
each message of the customer.
"""

from automation.held_here.answering import answer_abandon, answer_run
from automation.held_here.beginning import chat_begin, chat_persona_set
from automation.held_here.saying import chat_answer_anew, chat_hand_back, chat_person_say, chat_say, chat_travel

__all__ = [
    "answer_abandon",
    "answer_run",
    "chat_answer_anew",
    "chat_begin",
    "chat_hand_back",
    "chat_persona_set",
    "chat_person_say",
    "chat_say",
    "chat_travel",
]
