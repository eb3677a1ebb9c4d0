"""The names of the jobs of this app, apart, because who owes them is not always who may know who does them."""

TURN_JOB = "chat.turn"
HAND_OVER_JOB = "chat.hand_over"
SEND_JOB = "chat.send"
OUTGOING_JOB = "outgoing.send"
OUTGOING_PAUSED_JOB = "outgoing.paused"
OUTGOING_PRUNE_JOB = "outgoing.prune"
DELIVERY_JOB = "chat.delivery"
