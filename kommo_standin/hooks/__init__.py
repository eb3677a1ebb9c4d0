"""Webhooks on their way out: what is said, how it is encoded, when it is sent again."""
