"""The integrations that exist: id, secret, exact redirect URI."""

import os

from kommo_standin.state import EVERYWHERE, Document, Store

SCOPES = (
    "crm",
    "notifications",
    "push_notifications",
    "files",
    "files_delete",
    "send_external_messages",
    "list_external_messages",
)
"""Kommo confirms only `crm` and `notifications` by name; the last two are its chat scopes as field notes spell them."""

DEFAULT_CLIENT_ID = "11111111-2222-4333-8444-555555555555"
DEFAULT_CLIENT_SECRET = "standin-secret"  # noqa: S105 - known to everybody: it guards made-up accounts
DEFAULT_REDIRECT_URI = "http://127.0.0.1:8000/api/integrations/kommo/oauth/callback"


def integration_register(
    *,
    store: Store,
    client_id: str,
    client_secret: str,
    redirect_uri: str,
    name: str,
    disconnect_url: str | None = None,
    scopes: tuple[str, ...] = SCOPES,
) -> Document:
    """Add an integration or replace the one with this id; tokens given out before stay as they are."""
    integration = {
        "client_id": client_id,
        "client_secret": client_secret,
        "redirect_uri": redirect_uri,
        "name": name,
        "disconnect_url": disconnect_url,
        "scopes": list(scopes),
    }
    store.put(EVERYWHERE, "integrations", client_id, integration)
    return integration


def integration_register_default(*, store: Store) -> Document:
    """The integration that is there from the start, from the environment or the defaults."""
    return integration_register(
        store=store,
        client_id=os.environ.get("KOMMO_STANDIN_CLIENT_ID", DEFAULT_CLIENT_ID),
        client_secret=os.environ.get("KOMMO_STANDIN_CLIENT_SECRET", DEFAULT_CLIENT_SECRET),
        redirect_uri=os.environ.get("KOMMO_STANDIN_REDIRECT_URI", DEFAULT_REDIRECT_URI),
        name="Leadwright",
    )
