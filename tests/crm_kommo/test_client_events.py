"""Events and talks, by the client at the stand-in."""

from datetime import UTC, datetime, timedelta

import pytest

from crm_kommo.client import errors
from tests.crm_kommo.clients import client_at

LEAD_ID, CONTACT_ID, TALK_ID = 30052001, 37054001, 66301
AN_HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)


class TestEvents:
    def test_ls_13_the_text_of_a_message_is_read_from_its_talk(self, kommo, api) -> None:
        kommo.post("say", {"lead_id": LEAD_ID, "text": "Is it warm?"})
        event = next(api.events.find(types=["incoming_chat_message"]))
        said = api.talks.messages(talk_id=event.message.talk_id, since=AN_HOUR_AGO)

        assert "Is it warm?" not in str(event)
        assert (event.entity_type, event.entity_id) == ("lead", LEAD_ID)
        assert [message.text for message in said if message.id == event.message.id] == ["Is it warm?"]

    def test_values_before_and_after_are_as_kommo_shapes_them(self, kommo, api) -> None:
        kommo.patch(f"leads/{LEAD_ID}", {"status_id": 89860463})
        (event,) = api.events.find(types=["lead_status_changed"])

        assert event.after[0]["lead_status"]["id"] == 89860463
        assert event.message is None
        assert api.events.get(event_id=event.id) == event
        assert api.events.get(event_id="nothing") is None

    def test_ids_are_asked_by_tens(self, kommo, api) -> None:
        kommo.patch(f"leads/{LEAD_ID}", {"status_id": 89860463})
        kommo.forget_calls()

        assert [event.entity_id for event in api.events.about(entity="lead", ids=[*range(1, 25), LEAD_ID])] == [LEAD_ID]
        assert len(kommo.calls("GET /api/v4/events")) == 3

    def test_amocrm_gives_a_hundred_a_page(self, kommo, api) -> None:
        kommo.post("brand", {"brand": "amocrm"})
        kommo.patch(f"leads/{LEAD_ID}", {"status_id": 89860463})
        assert list(api.events.find())

    def test_types_have_names(self, api) -> None:
        names = {kind.key: kind.name for kind in api.events.types()}
        assert names["lead_added"] == "New lead"


class TestTalks:
    def test_a_talk_is_closed_once(self, api) -> None:
        api.talks.close(talk_id=TALK_ID, is_forced=True)
        assert api.talks.get(talk_id=TALK_ID).is_in_work is False
        with pytest.raises(errors.Refused):
            api.talks.close(talk_id=TALK_ID)

    def test_talks_of_one_lead_and_of_one_contact(self, api) -> None:
        assert [talk.id for talk in api.talks.of_lead(lead_id=LEAD_ID)] == [TALK_ID]
        assert [talk.id for talk in api.talks.of_contact(contact_id=CONTACT_ID, is_in_work=True)] == [TALK_ID]
        api.talks.close(talk_id=TALK_ID)
        assert api.talks.of_contact(contact_id=CONTACT_ID, is_in_work=True) == []
        assert [talk.id for talk in api.talks.of_contact(contact_id=CONTACT_ID)] == [TALK_ID]

    def test_amocrm_neither_lists_talks_nor_sends(self, kommo, api) -> None:
        kommo.post("brand", {"brand": "amocrm"})

        assert api.talks.get(talk_id=TALK_ID).id == TALK_ID
        with pytest.raises(errors.NotFound):
            list(api.talks.all())
        with pytest.raises(errors.MissingScope):
            api.talks.send_message(talk_id=TALK_ID, text="Hi", within=10)


class TestContactChats:
    def test_a_chat_is_found_from_either_end(self, api) -> None:
        chat_id = api.talks.get(talk_id=TALK_ID).chat_id
        (link,) = api.contact_chats.of_contact(contact_id=CONTACT_ID)

        assert (link.chat_id, link.contact_id) == (chat_id, CONTACT_ID)
        assert api.contact_chats.of_chat(chat_id=chat_id) == [link]
        assert api.contact_chats.of_contact(contact_id=1) == []

    def test_a_chat_is_given_to_a_contact(self, api) -> None:
        chat_id = api.talks.get(talk_id=TALK_ID).chat_id
        link = api.contact_chats.link(contact_id=37054002, chat_id=chat_id)

        assert link in api.contact_chats.of_contact(contact_id=37054002)
        with pytest.raises(errors.Invalid):
            api.contact_chats.link(contact_id=1, chat_id=chat_id)


class TestWebhooks:
    def test_they_are_listed_and_found_by_destination(self, api) -> None:
        assert api.webhooks.all() == []
        api.webhooks.subscribe(destination="https://app.example/a", events=["add_lead"])
        other = api.webhooks.subscribe(destination="https://app.example/b", events=["add_task"])

        assert len(api.webhooks.all()) == 2
        assert api.webhooks.all(destination="https://app.example/b") == [other]

    def test_only_administrators_see_them(self, kommo) -> None:
        with pytest.raises(errors.Forbidden):
            client_at(kommo, user_id=11300002).webhooks.all()
