"""Facts of this app, told inside the transaction that makes them true. docs/events.md says who listens."""

from django.dispatch import Signal

# message_id: a customer's message was kept.
message_received = Signal()
# message_id: Kommo has an agent's reply.
reply_was_sent = Signal()
# message_id: an agent's reply will never be sent; the message says why.
reply_has_failed = Signal()
# conversation_id: it is done; what is said next begins a new episode.
conversation_resolved = Signal()
# conversation_id
conversation_taken_over = Signal()
# conversation_id
conversation_handed_back = Signal()
