"""What chat hooks leave out, name twice or spell in ways of their own."""

from pathlib import Path

import pytest

from crm_kommo.mirror.channels import NAMES
from crm_kommo.payloads import parse
from crm_kommo.payloads.events import Event, MessageReceived

BODIES = Path(__file__).parent.parent / "payloads"


def only_event(body: bytes) -> Event:
    (event,) = parse(body)
    return event


def message(**members: str) -> MessageReceived:
    body = "&".join(f"message[add][0][{name}]={value}" for name, value in {"id": "m", **members}.items())
    event = only_event(body.encode())
    assert isinstance(event, MessageReceived)
    return event


def test_ch_01_a_message_without_a_lead_is_a_message() -> None:
    event = only_event((BODIES / "message_without_lead.form").read_bytes())

    assert isinstance(event, MessageReceived)
    assert (event.lead_id, event.talk_id) == (None, 118)


@pytest.mark.parametrize(
    "members",
    [
        {"entity_type": "lead", "entity_id": "5"},
        {"entity_type": "leads", "entity_id": "5"},
        {"entity_type": "2", "entity_id": "5"},
        {"element_type": "2", "element_id": "5"},
        {"element_type": "2", "element_id": "5", "entity_type": "lead", "entity_id": "5"},
    ],
)
def test_ch_02_the_lead_is_found_in_either_pair(members) -> None:
    assert message(**members).lead_id == 5


def test_ch_02_another_kind_of_thing_is_no_lead() -> None:
    assert message(entity_type="customer", entity_id="5").lead_id is None
    assert message(element_type="12", element_id="5").lead_id is None


@pytest.mark.parametrize("origin", [*NAMES, "whatsapp", "com.example.tomorrow"])
def test_ch_04_every_origin_is_taken_as_it_is(origin) -> None:
    assert message(origin=origin).origin == origin


def test_ch_04_whatsapp_is_called_waba() -> None:
    assert NAMES["waba"] == "WhatsApp"
    assert "whatsapp" not in NAMES


@pytest.mark.parametrize("id_", ["not-a-uuid", "17", "c0ffee00-0001-4000-8000-00000000000z", "мойид"])
def test_ch_09_ids_are_texts(id_) -> None:
    event = message(id=id_, chat_id=id_)

    assert (event.message_id, event.chat_id) == (id_, id_)


def test_ch_14_the_unwrapped_form_reads_like_the_wrapped_one() -> None:
    bare = (BODIES / "message_unwrapped.form").read_bytes()

    assert parse(bare) == parse(bare.replace(b"add%5B0%5D", b"message%5Badd%5D%5B0%5D"))
