"""Consent, codes, tokens and their rotation."""

import base64
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.kommo_standin.parties import Client, Receiver, play

CLIENT_ID = "11111111-2222-4333-8444-555555555555"
SECRET = "standin-secret"
REDIRECT_URI = "http://127.0.0.1:8000/api/integrations/kommo/oauth/callback"


def exchange(kommo: str, **changes: str) -> requests.Response:
    body = {"client_id": CLIENT_ID, "client_secret": SECRET, "redirect_uri": REDIRECT_URI, **changes}
    return requests.post(f"{kommo}/oauth2/access_token", json=body, timeout=10)


def consent(kommo: str, **body: object) -> dict[str, str]:
    location = play(kommo, "consent", {"client_id": CLIENT_ID, **body})["location"]
    assert location.startswith(REDIRECT_URI + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def with_code(kommo: str, **body: object) -> dict[str, str]:
    return exchange(kommo, grant_type="authorization_code", code=consent(kommo, **body)["code"]).json()


class TestConsent:
    def test_it_shows_who_asks_and_every_account(self, kommo: str):
        page = requests.get(f"{kommo}/oauth?client_id={CLIENT_ID}&state=s&mode=popup", timeout=10)

        assert page.status_code == 200
        assert all(text in page.text for text in ("Leadwright", "31000001", "31000002", "Allow", "Deny"))

    def test_it_speaks_russian(self, kommo: str):
        assert "Разрешить" in requests.get(f"{kommo}/oauth?client_id={CLIENT_ID}&lang=ru", timeout=10).text

    def test_it_redirects_with_a_code_and_the_account(self, kommo: str):
        form = {"client_id": CLIENT_ID, "state": "a b&c", "account": "31000002", "decision": "allow"}
        answer = requests.post(f"{kommo}/oauth", data=form, allow_redirects=False, timeout=10)
        query = parse_qs(urlsplit(answer.headers["Location"]).query)

        assert answer.status_code == 302
        assert query["state"] == ["a b&c"]
        assert query["referer"] == [urlsplit(kommo).netloc]
        assert query["platform"] == ["2"]
        assert query["client_id"] == [CLIENT_ID]
        token = exchange(kommo, grant_type="authorization_code", code=query["code"][0]).json()["access_token"]
        assert Client(kommo, token).get("account")["subdomain"] == "clinic"

    def test_it_redirects_with_the_refusal(self, kommo: str):
        assert consent(kommo, state="s", allow=False) == {
            "error": "access_denied",
            "client_id": CLIENT_ID,
            "state": "s",
        }

    def test_it_knows_no_stranger(self, kommo: str):
        assert requests.get(f"{kommo}/oauth?client_id=stranger", timeout=10).status_code == 404


class TestTokens:
    def test_they_work_and_tell_whose_they_are(self, kommo: str):
        tokens = with_code(kommo, account="clinic")
        payload = tokens["access_token"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))

        assert tokens["token_type"] == "Bearer"
        assert tokens["expires_in"] == 86400
        assert claims["account_id"] == 31000002
        assert claims["api_domain"] == urlsplit(kommo).netloc
        assert claims["exp"] - claims["iat"] == 86400
        assert Client(kommo, tokens["access_token"]).get("account")["id"] == 31000002

    def test_a_code_works_once(self, kommo: str):
        code = consent(kommo)["code"]
        exchange(kommo, grant_type="authorization_code", code=code)

        again = exchange(kommo, grant_type="authorization_code", code=code)

        assert again.status_code == 400
        assert again.json()["hint"] == "Authorization code has been revoked"

    def test_a_code_grows_old(self, kommo: str):
        play(kommo, "settings", {"code_lifetime": 0.05})
        code = consent(kommo)["code"]
        sleep(0.1)

        assert exchange(kommo, grant_type="authorization_code", code=code).json()["hint"].endswith("has expired")

    @pytest.mark.parametrize(
        ("changes", "hint"),
        [
            ({"client_id": "other"}, "Check the `client_id` parameter"),
            ({"client_secret": "wrong"}, "Check the `client_secret` parameter"),
            ({"redirect_uri": REDIRECT_URI + "/"}, "Redirect URI is not associated with client"),
            ({"grant_type": "password"}, "Check the `grant_type` parameter"),
            ({"code": "made up"}, "Cannot decrypt the authorization code"),
        ],
    )
    def test_a_wrong_request_is_told_why(self, kommo: str, changes: dict[str, str], hint: str):
        answer = exchange(kommo, **{"grant_type": "authorization_code", "code": "x", **changes})

        assert (answer.status_code, answer.json()["hint"]) == (400, hint)

    def test_only_json_is_read(self, kommo: str):
        form = {"client_id": CLIENT_ID, "client_secret": SECRET, "redirect_uri": REDIRECT_URI, "grant_type": "x"}

        assert requests.post(f"{kommo}/oauth2/access_token", data=form, timeout=10).status_code == 401


class TestRefresh:
    def test_it_rotates_and_the_old_one_is_dead(self, kommo: str):
        first = with_code(kommo)
        second = exchange(kommo, grant_type="refresh_token", refresh_token=first["refresh_token"])
        replay = exchange(kommo, grant_type="refresh_token", refresh_token=first["refresh_token"])
        third = exchange(kommo, grant_type="refresh_token", refresh_token=second.json()["refresh_token"])

        assert (second.status_code, replay.status_code, third.status_code) == (200, 401, 200)
        assert replay.json()["hint"] == "Token has been revoked"

    def test_one_of_eight_at_once_wins(self, kommo: str):
        token = with_code(kommo)["refresh_token"]

        with ThreadPoolExecutor(8) as pool:
            answers = list(
                pool.map(lambda _: exchange(kommo, grant_type="refresh_token", refresh_token=token), range(8))
            )

        assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7

    def test_it_goes_on_after_the_access_token_expired(self, kommo: str):
        tokens = with_code(kommo)
        play(kommo, "expire", {})

        assert Client(kommo, tokens["access_token"]).call("GET", "account").status_code == 401
        fresh = exchange(kommo, grant_type="refresh_token", refresh_token=tokens["refresh_token"]).json()
        assert Client(kommo, fresh["access_token"]).call("GET", "account").status_code == 200

    def test_it_names_the_account_of_a_live_token_only(self, kommo: str):
        def ask(token: str) -> requests.Response:
            url = f"{kommo}/oauth2/account/current/subdomain"
            return requests.get(url, headers={"X-Refresh-Token": token}, timeout=10)

        token = with_code(kommo)["refresh_token"]
        assert ask(token).json() == {
            "id": 31000001,
            "subdomain": "shop",
            "domain": urlsplit(kommo).netloc,
            "top_level_domain": "com",
        }
        exchange(kommo, grant_type="refresh_token", refresh_token=token)
        assert ask(token).status_code == 401


class TestRevoke:
    def test_it_ends_every_token_and_calls_the_disconnect_hook(self, kommo: str, receiver: Receiver):
        integration = {
            "client_id": "own",
            "client_secret": "s",
            "redirect_uri": REDIRECT_URI,
            "disconnect_url": receiver.url,
        }
        play(kommo, "integrations", integration)
        token = play(kommo, "token", {"client_id": "own"})["access_token"]

        assert play(kommo, "revoke", {})["revoked"] == ["own"]

        assert Client(kommo, token).call("GET", "account").status_code == 401
        receiver.bodies(1)
        query = parse_qs(urlsplit(receiver.got[0][0]).query)
        signature = hmac.new(b"s", b"own|31000001", sha256).hexdigest()
        assert query == {"account_id": ["31000001"], "client_uuid": ["own"], "signature": [signature]}
