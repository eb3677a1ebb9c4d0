from chat.models.conversation import Conversation
from chat.models.decision import Decision
from chat.models.feedback import Feedback
from chat.models.message import Message

__all__ = ["Conversation", "Decision", "Feedback", "Message"]
