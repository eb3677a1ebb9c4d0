"""All routes under /_play. They need no token and count against no limit."""

from flask import Blueprint

from kommo_standin.play import accounts, chats, grants, leads, orders, subscriptions

blueprint = Blueprint("play", __name__, url_prefix="/_play")

for part in (accounts, chats, grants, leads, orders, subscriptions):
    blueprint.register_blueprint(part.blueprint)
