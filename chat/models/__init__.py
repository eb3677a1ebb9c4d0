from chat.models.conversation import Conversation
from chat.models.decision import Decision
from chat.models.feedback import Feedback
from chat.models.memory import ContactFact, ConversationSummary, EpisodeDigest
from chat.models.message import Message

__all__ = [
    "ContactFact",
    "Conversation",
    "ConversationSummary",
    "Decision",
    "EpisodeDigest",
    "Feedback",
    "Message",
]
