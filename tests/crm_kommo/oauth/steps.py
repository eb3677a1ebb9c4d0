"""What a person does on the way to a connection, and what becomes of it."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from crm_kommo import services
from crm_kommo.models import Connection
from tenants.models import OAuthState

CALLBACK = "/api/integrations/kommo/oauth/callback"
START = "/manage/alpha/api/integrations/kommo/oauth/start"
PAGE = "/manage/alpha/integrations/kommo"
TOKEN_CALL = "POST /oauth2/access_token"


def begin(browser: Client, **body: str) -> str:
    """Press Connect; the state that goes to Kommo."""
    answer = browser.post(START, body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return parse_qs(urlsplit(answer.json()["authorize_url"]).query)["state"][0]


def said(response: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def finish(back: dict[str, str], state: OAuthState) -> Connection:
    return services.oauth_finish(code=back["code"], referer=back["referer"], state_row=state)


def make_old(connection: Connection) -> None:
    """Its access token ends within the five minutes in which it is renewed."""
    Connection.objects.filter(pk=connection.pk).update(access_expires_at=timezone.now() + timedelta(minutes=4))
