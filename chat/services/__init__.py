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
    "NewDigest",
    "NewFact",
    "bot_message_receive",
    "conversation_bot_wrote",
    "conversation_ensure",
    "conversation_hand_back",
    "conversation_hand_over",
    "conversation_of_lead",
    "conversation_person_wrote",
    "conversation_resolve",
    "conversation_take_over",
    "conversation_wait",
    "decision_note",
    "decisions_record",
    "fact_change",
    "fact_erase",
    "fact_note",
    "memory_erase",
    "memory_keep",
    "memory_move",
    "message_receive",
    "outgoing_note",
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
