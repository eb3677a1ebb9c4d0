"""All routes under /_play. They need no token and count against no limit."""

from flask import Blueprint

from kommo_standin.play import (
    accounts,
    bots,
    cards,
    chats,
    grants,
    growth,
    incoming,
    leads,
    lists,
    orders,
    subscriptions,
    templates,
)

blueprint = Blueprint("play", __name__, url_prefix="/_play")

for part in (accounts, bots, cards, chats, grants, growth, incoming, leads, lists, orders, subscriptions, templates):
    blueprint.register_blueprint(part.blueprint)
