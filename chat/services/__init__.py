from chat.services.bots import bot_message_receive
from chat.services.conversations import conversation_ensure, conversation_of_lead
from chat.services.custody import (
    conversation_bot_wrote,
    conversation_hand_back,
    conversation_hand_over,
    conversation_person_wrote,
    conversation_take_over,
    conversation_wait,
)
from chat.services.decisions import decision_note, decisions_record
from chat.services.episodes import conversation_resolve
from chat.services.feedback import feedback_give
from chat.services.held import (
    answer_give,
    answer_take_back,
    conversation_begin,
    conversation_persona_set,
    decisions_date,
    message_say,
    person_say,
)
from chat.services.incoming import message_receive, outgoing_note
from chat.services.memory import (
    NewDigest,
    NewFact,
    fact_change,
    fact_erase,
    fact_note,
    memory_erase,
    memory_keep,
    memory_move,
    summary_keep,
)
from chat.services.replies import (
    reply_claim,
    reply_delivery,
    reply_drop,
    reply_fail,
    reply_queue,
    reply_requeue,
    reply_sent,
    reply_split,
    reply_unknown,
)

__all__ = [
    "answer_give",
    "answer_take_back",
    "NewDigest",
    "NewFact",
    "bot_message_receive",
    "conversation_begin",
    "conversation_bot_wrote",
    "conversation_ensure",
    "conversation_hand_back",
    "conversation_hand_over",
    "conversation_of_lead",
    "conversation_persona_set",
    "conversation_person_wrote",
    "conversation_resolve",
    "conversation_take_over",
    "conversation_wait",
    "decision_note",
    "decisions_date",
    "decisions_record",
    "feedback_give",
    "fact_change",
    "fact_erase",
    "fact_note",
    "memory_erase",
    "memory_keep",
    "memory_move",
    "message_receive",
    "message_say",
    "outgoing_note",
    "person_say",
    "reply_claim",
    "reply_delivery",
    "reply_drop",
    "reply_fail",
    "reply_queue",
    "reply_requeue",
    "reply_sent",
    "reply_split",
    "reply_unknown",
    "summary_keep",
]
