"""Saving a form of an agent's draft as somebody does who has just seen its page."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.form_reader import form_of


def save(client: Client, address: str, said: dict[str, Any], *, seen_at: str = "", **more: Any) -> HttpResponse:
    """`seen_at`: the page with the form, where it is not at the address itself."""
    shown = form_of(client.get(seen_at or address).content.decode())
    return client.post(address, {"revision": shown["revision"], **said}, **more)
