"""All routes under /_play. They need no token and count against no limit."""

from flask import Blueprint

from kommo_standin.play import bots, chats, grants, leads, orders

blueprint = Blueprint("play", __name__, url_prefix="/_play")

for part in (bots, chats, grants, leads, orders):
    blueprint.register_blueprint(part.blueprint)
