"""The door for bots that wait: who is let in, and what is understood of what they bring."""

import base64
import json
import time
from urllib.parse import quote, urlencode
from uuid import uuid4

import jwt
import pytest
from django.conf import settings as django_settings
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from crm_kommo import services
from crm_kommo.models import Connection, WidgetRequest
from crm_kommo.payloads.widget import read_widget
from tenants.models import Job
from tenants.services import inbound_route_create
from tests.conftest import WorkspaceClient

ACCOUNT = 31000001
# As long as HS512 wants it.
SECRET = "a secret " * 8
RETURN = "https://sever.kommo.com/api/v4/salesbot/84528/continue/abc"
# A token whose claims lie deeper than can be read.
DEEP = f"{base64.b64encode(b'{}').decode().rstrip('=')}.{base64.b64encode(b'[' * 60_000).decode()}."
DATA = {"text": "Hola", "lead": "26818280", "contact_name": "Test"}


def token(*, secret: str = "", algorithm: str = "HS512", **claims: object) -> str:
    told = {
        "client_uuid": django_settings.KOMMO_CLIENT_ID,
        "account_id": ACCOUNT,
        "entity_id": 26818280,
        "jti": str(uuid4()),
        **claims,
    }
    return jwt.encode(
        {name: value for name, value in told.items() if value is not None},
        secret or django_settings.KOMMO_CLIENT_SECRET,
        algorithm=algorithm,
    )


@pytest.fixture
def door(connection, tenant) -> str:
    way = services.chat_way_of(connection)
    return services.widget_door_open(way=way, tenant=tenant).widget_address.removeprefix(django_settings.PUBLIC_URL)


def ask(door: str, **members: object) -> int:
    body = {"token": token(), "data": DATA, "return_url": RETURN, **members}
    return WorkspaceClient().post(door, data=json.dumps(body), content_type="application/json").status_code


class TestBody:
    @pytest.mark.parametrize(
        "body",
        [
            json.dumps({"token": "t", "data": DATA, "return_url": RETURN}),
            json.dumps({"token": "t", "data": json.dumps(DATA), "return_url": RETURN}),
            urlencode({"token": "t", "return_url": RETURN} | {f"data[{name}]": text for name, text in DATA.items()}),
            urlencode({"token": "t", "return_url": RETURN, "data": json.dumps(DATA)}),
        ],
        ids=["json", "json in json", "form", "json in a form"],
    )
    def test_sb_01_json_and_form_with_data_as_object_or_text(self, body) -> None:
        call = read_widget(body.encode())

        assert (call.token, call.lead_id, call.text, call.contact_name) == ("t", 26818280, "Hola", "Test")
        assert (call.origin, call.continue_path) == ("https://sever.kommo.com", "/api/v4/salesbot/84528/continue/abc")

    def test_sb_02_what_was_not_filled_in_is_empty(self) -> None:
        data = {"text": "{{message_text}}", "lead": "{{lead.id}}", "contact_name": "{{contact.name}}"}
        call = read_widget(json.dumps({"token": "t", "data": data, "return_url": RETURN}).encode())

        assert (call.text, call.lead_id, call.contact_name) == ("", None, "")

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b"\xff", b"token=t", b'{"token": 1, "return_url": 2}'])
    def test_rubbish_is_none(self, body) -> None:
        assert read_widget(body) is None


class TestLetIn:
    def test_it_is_kept_and_owed_with_one_statement(self, door) -> None:
        ask(door, return_url=RETURN + "0")
        with CaptureQueriesContext(database) as queries:
            assert ask(door) == 200

        assert len(queries) <= 2, [query["sql"] for query in queries]
        request = WidgetRequest.objects.get(continue_path__endswith="/abc")
        assert (request.lead_id, request.text, request.state) == (26818280, "Hola", "stored")
        assert Job.objects.filter(kind="kommo.widget").count() == 2

    @pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
    def test_sb_03_each_way_to_sign_with_our_secret(self, door, algorithm) -> None:
        assert ask(door, token=token(algorithm=algorithm)) == 200

    def test_sb_03_the_other_name_of_our_id_and_the_account_as_text(self, door) -> None:
        claims = {"client_uuid": None, "client_uid": django_settings.KOMMO_CLIENT_ID, "account_id": str(ACCOUNT)}
        assert ask(door, token=token(**claims, sub=5, jti=7, iat=int(time.time()), exp=None)) == 200

    @pytest.mark.parametrize("brand", ["KOMMO", "AMOCRM"])
    def test_sb_03_it_is_signed_with_the_secret_of_its_brand(self, door, settings, brand) -> None:
        for name in ("KOMMO", "AMOCRM"):
            # What is pasted into an environment often brings a line break with it.
            setattr(settings, f"{name}_CLIENT_ID", f"id-of-{name}\n")
            setattr(settings, f"{name}_CLIENT_SECRET", f"{SECRET} of {name}\n")
        other = {"KOMMO": "AMOCRM", "AMOCRM": "KOMMO"}[brand]

        assert ask(door, token=token(client_uuid=f"id-of-{brand}", secret=f"{SECRET} of {brand}")) == 200
        assert ask(door, token=token(client_uuid=f"id-of-{brand}", secret=f"{SECRET} of {other}")) == 401

    def test_the_lead_of_the_token_where_the_data_names_none(self, door) -> None:
        assert ask(door, data={"text": "Hola"}) == 200
        assert WidgetRequest.objects.get().lead_id == 26818280

    def test_sb_03_one_that_tells_no_time_and_one_of_another_entity(self, door) -> None:
        assert ask(door, token=token(entity_type="customer", entity_id=5)) == 200

    def test_the_same_request_again_is_answered_and_does_nothing(self, door) -> None:
        same = token()

        assert [ask(door, token=same), ask(door, token=same)] == [200, 200]
        assert WidgetRequest.objects.count() == 1
        assert Job.objects.filter(kind="kommo.widget").count() == 1

    def test_what_no_text_can_hold_is_left_out(self, door) -> None:
        assert ask(door, data=DATA | {"text": "a\ud83d\0b"}) == 200
        assert WidgetRequest.objects.get().text == "a?b"


class TestRefused:
    @pytest.mark.parametrize(
        "claims",
        [
            {"secret": f"another {SECRET}"},
            {"client_uuid": "another-integration"},
            {"client_uuid": None},
            {"client_uuid": ["a", "list"]},
            {"account_id": 31000002},
            {"account_id": None},
            {"exp": 1},
            {"iat": 123456},
            {"iat": 123456, "exp": 200000},
            {"entity_id": 100},
            {"entity_id": 100, "entity_type": 2},
        ],
    )
    def test_sb_03_a_token_that_is_not_for_us(self, door, claims) -> None:
        assert ask(door, token=token(**claims)) == 401
        assert not WidgetRequest.objects.exists()
        assert not Job.objects.filter(kind="kommo.widget").exists()

    def test_sb_03_one_that_was_used_for_another_bot(self, door) -> None:
        once = token()
        assert ask(door, token=once) == 200
        header_and_claims, _dot, signature = once.rpartition(".")

        assert ask(door, token=once, return_url=RETURN + "d") == 401
        # The last letter of a signature holds bits that are not looked at.
        assert ask(door, token=f"{header_and_claims}.{signature}=", return_url=RETURN + "d") == 401
        assert WidgetRequest.objects.count() == 1

    @pytest.mark.parametrize("forged", ["", "x.y.z", "none", "\ud800", DEEP])
    def test_sb_03_one_that_nobody_signed(self, door, forged) -> None:
        claims = {"client_uuid": django_settings.KOMMO_CLIENT_ID, "account_id": ACCOUNT, "entity_id": 1}
        unsigned = jwt.encode(claims, None, algorithm="none") if forged == "none" else forged
        assert ask(door, token=unsigned) == 401

    @pytest.mark.parametrize(
        "url",
        [
            "https://evil.example/api/v4/salesbot/1/continue/abc",
            "http://sever.kommo.com/api/v4/salesbot/1/continue/abc",
            "https://sever.kommo.com:8443/api/v4/salesbot/1/continue/abc",
            "https://sever.kommo.com@evil.example/api/v4/salesbot/1/continue/abc",
            "https://sever.kommo.com.evil.example/api/v4/salesbot/1/continue/abc",
            "https://sever.kommo.com/api/v4/leads",
            "https://sever.kommo.com/api/v4/salesbot/1/continue/../../../leads",
            "https://[::1",
            "//sever.kommo.com/x",
            "https://sever\ud800.kommo.com/api/v4/salesbot/1/continue/abc",
            "https://sever\0.kommo.com/api/v4/salesbot/1/continue/abc",
        ],
    )
    def test_sb_04_an_address_that_is_not_the_accounts_own(self, door, url) -> None:
        assert ask(door, return_url=url) in (400, 404)
        assert not WidgetRequest.objects.exists()

    def test_a_wrong_secret_and_an_unknown_id_look_the_same(self, door) -> None:
        assert ask(door[:-3] + "xyz") == ask("/api/crm/widget/ffffffffffffffff/secret") == 404

    def test_nothing_is_taken_for_an_account_that_was_disconnected(self, door) -> None:
        Connection.objects.update(status="disconnected")
        assert ask(door) == 404

    def test_a_disconnect_closes_it_and_frees_the_account(self, door, connection, other_tenant) -> None:
        Connection.objects.update(webhook_destination=None)
        services.connection_disconnect(connection=connection)
        assert ask(door) == 404
        inbound_route_create(kind=services.DOOR, tenant=other_tenant, external_account_id=ACCOUNT)

    def test_only_post_and_not_too_much(self, door) -> None:
        assert WorkspaceClient().get(door).status_code == 405
        body = f"token={quote(token())}&return_url={quote(RETURN)}&x=" + "x" * 300_000
        answer = WorkspaceClient().post(door, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400
