"""The bytes of a webhook."""

import re

import pytest

from kommo_standin.hooks.form import encode_form
from tests.kommo_standin.parties import Client, Receiver, pairs, play

LEAD_ID, TALK_ID = 30052001, 66301


class TestEncoding:
    def test_it_is_what_php_builds(self):
        value = {"a": {"b": [1, {"c": "x y/~é&"}], "_links": {"self": True}}, "none": None, "empty": [], "text": ""}

        assert encode_form(value) == (
            "a%5Bb%5D%5B0%5D=1&a%5Bb%5D%5B1%5D%5Bc%5D=x+y%2F%7E%C3%A9%26&a%5B_links%5D%5Bself%5D=1&text="
        )


class TestDelivery:
    def test_a_new_lead_byte_for_byte(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_lead")
        lead_id = shop.call("POST", "leads", [{"name": "TEST LEAD (SORRY)", "price": 0}]).json()["_embedded"]["leads"][
            0
        ]["id"]
        lead = shop.get(f"leads/{lead_id}")

        made = lead["created_at"]
        expected = (
            "account%5Bsubdomain%5D=shop&account%5Bid%5D=31000001"
            "&account%5B_links%5D%5Bself%5D=https%3A%2F%2Fshop.amocrm.com"
            f"&leads%5Badd%5D%5B0%5D%5Bid%5D={lead_id}&leads%5Badd%5D%5B0%5D%5Bname%5D=TEST+LEAD+%28SORRY%29"
            "&leads%5Badd%5D%5B0%5D%5Bstatus_id%5D=89860455&leads%5Badd%5D%5B0%5D%5Bprice%5D=0"
            "&leads%5Badd%5D%5B0%5D%5Bresponsible_user_id%5D=11300001"
            f"&leads%5Badd%5D%5B0%5D%5Blast_modified%5D={made}&leads%5Badd%5D%5B0%5D%5Bmodified_user_id%5D=0"
            f"&leads%5Badd%5D%5B0%5D%5Bcreated_user_id%5D=0&leads%5Badd%5D%5B0%5D%5Bdate_create%5D={made}"
            "&leads%5Badd%5D%5B0%5D%5Bpipeline_id%5D=11689563&leads%5Badd%5D%5B0%5D%5Baccount_id%5D=31000001"
            f"&leads%5Badd%5D%5B0%5D%5Bcreated_at%5D={made}&leads%5Badd%5D%5B0%5D%5Bupdated_at%5D={made}"
        )
        assert receiver.bodies(1) == [expected]

    def test_its_headers(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_message")
        play(shop.url, "say", {"lead_id": LEAD_ID, "text": "Hi"})
        receiver.bodies(1)
        headers = receiver.got[0][1]

        assert headers["User-Agent"] == "amoCRM-Webhooks/3.0"
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        assert headers["Accept-Encoding"] == "gzip"
        assert re.fullmatch(r"[0-9a-f-]{36}", headers["X-Amocrm-Requestid"])

    def test_the_customers_message(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_message")
        said = play(shop.url, "say", {"lead_id": LEAD_ID, "text": "Есть L?", "created_at": 1790000000})
        body = pairs(receiver.bodies(1)[0])

        author, chat = body.pop("message[add][0][author][id]"), body.pop("message[add][0][chat_id]")
        assert len(author) == len(chat) == 36
        assert list(body.items()) == [
            ("account[subdomain]", "shop"),
            ("account[id]", "31000001"),
            ("account[_links][self]", "https://shop.amocrm.com"),
            ("message[add][0][id]", said["message_id"]),
            ("message[add][0][talk_id]", "66301"),
            ("message[add][0][contact_id]", "37054001"),
            ("message[add][0][text]", "Есть L?"),
            ("message[add][0][created_at]", "1790000000"),
            ("message[add][0][message_type]", "text"),
            ("message[add][0][element_type]", "2"),
            ("message[add][0][entity_type]", "lead"),
            ("message[add][0][element_id]", "30052001"),
            ("message[add][0][entity_id]", "30052001"),
            ("message[add][0][type]", "incoming"),
            ("message[add][0][author][type]", "external"),
            ("message[add][0][author][name]", "Мария Соколова"),
            ("message[add][0][origin]", "waba"),
        ]

    def test_a_voice_message_has_an_attachment_and_no_text(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_message")
        attachment = {"type": "voice", "link": "https://files.example/a.ogg", "file_name": "a.ogg"}
        play(shop.url, "say", {"lead_id": LEAD_ID, "attachment": attachment})
        body = pairs(receiver.bodies(1)[0])

        assert body["message[add][0][text]"] == ""
        assert body["message[add][0][message_type]"] == "voice"
        assert body["message[add][0][attachment][link]"] == "https://files.example/a.ogg"

    @pytest.mark.parametrize(
        ("role", "author_type", "user_id"),
        [("manager", "internal", "11300001"), ("bot", "bot", None), ("api", "bot", None)],
    )
    def test_an_outgoing_message_says_who_wrote(
        self, shop: Client, receiver: Receiver, role: str, author_type: str, user_id: str | None
    ):
        shop.subscribe(receiver, "add_outgoing_message")
        if role == "api":
            shop.call("POST", f"talks/{TALK_ID}/send_message", {"text": "Yes"})
        else:
            play(shop.url, "human", {"talk_id": TALK_ID, "text": "Yes", "as": role})
        body = pairs(receiver.bodies(1)[0])

        assert body["outgoing_message[add][0][type]"] == "outgoing"
        assert body["outgoing_message[add][0][author][type]"] == author_type
        assert body.get("outgoing_message[add][0][author][user_id]") == user_id
        assert body["outgoing_message[add][0][recipient][name]"] == "Мария Соколова"
        assert body["outgoing_message[add][0][source_id]"] == "19666978"

    def test_custom_fields_as_hooks_write_them(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "update_lead")
        fields = [
            {"field_id": 564832, "values": [{"enum_id": 908103}]},
            {"field_id": 564842, "values": [{"value": True}]},
            {"field_id": 564844, "values": [{"value": "Summer"}]},
            {"field_id": 564848, "values": [{"value": 1790000000}]},
        ]
        shop.call("PATCH", f"leads/{LEAD_ID}", {"custom_fields_values": fields})
        body = pairs(receiver.bodies(1)[0])
        values = {name.partition("[custom_fields]")[2]: value for name, value in body.items() if "[values]" in name}

        assert values["[0][values][0][value]"] == "Подбор обуви"
        assert values["[0][values][0][enum]"] == "908103"
        assert values["[2][values][0][value]"] == "1"
        assert values["[3][values][value]"] == "Summer", "a radio button is one map, not a list"
        assert values["[4][values][0]"] == "1790000000", "a date is a bare value"
