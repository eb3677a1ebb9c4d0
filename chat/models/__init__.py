from chat.models.conversation import Conversation
from chat.models.decision import Decision
from chat.models.message import Message

__all__ = ["Conversation", "Decision", "Message"]
