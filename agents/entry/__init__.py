"""Filling the fields of a card from a conversation: an agent's rules, its cards and model, and what comes of them."""
