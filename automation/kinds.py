"""The names of the jobs of this app, apart, because turns and the outbox owe each other work."""

TURN_JOB = "chat.turn"
SEND_JOB = "chat.send"
DELIVERY_JOB = "chat.delivery"
