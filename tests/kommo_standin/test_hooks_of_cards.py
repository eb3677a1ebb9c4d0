"""Hooks of tasks, notes, incoming leads, catalogs and templates: their heads and members as Kommo documents them."""

import pytest

from tests.kommo_standin.parties import Client, Receiver, pairs, play
from tests.kommo_standin.test_hook_events import heads

LEAD_ID, CONTACT_ID, PERSON_ID, OTHER_PERSON_ID = 30052001, 37054001, 11300001, 11300002
TASK = {"text": "Call", "complete_till": 1790000000, "entity_id": LEAD_ID, "entity_type": "leads"}


@pytest.fixture
def task_id(shop: Client) -> int:
    return shop.call("POST", "tasks", [TASK]).json()["_embedded"]["tasks"][0]["id"]


class TestTasks:
    def test_a_task_that_changes_hands_says_whose_it_was(self, shop: Client, receiver: Receiver, task_id: int):
        shop.subscribe(receiver, "responsible_task")
        shop.call("PATCH", f"tasks/{task_id}", {"responsible_user_id": OTHER_PERSON_ID})
        body = pairs(receiver.bodies(1)[0])

        assert body["task[update][0][responsible_user_id]"] == str(OTHER_PERSON_ID)
        assert body["task[update][0][main_user]"] == str(OTHER_PERSON_ID)
        assert body["task[update][0][old_responsible_user_id]"] == str(PERSON_ID)
        assert body["task[update][0][action_close]"] == "0"

    def test_one_that_a_person_finishes_says_that_it_was_closed(self, shop: Client, receiver: Receiver, task_id: int):
        shop.subscribe(receiver, "update_task")
        play(shop.url, f"tasks/{task_id}/complete", {"result": "Done"})
        body = pairs(receiver.bodies(1)[0])

        assert (body["task[update][0][status]"], body["task[update][0][action_close]"]) == ("1", "1")
        assert body["task[update][0][result][text]"] == "Done"

    def test_one_that_is_thrown_away_leaves_its_id(self, shop: Client, receiver: Receiver, task_id: int):
        shop.subscribe(receiver, "delete_task")
        play(shop.url, f"tasks/{task_id}", {}, method="DELETE")

        assert list(pairs(receiver.bodies(1)[0]))[3:] == ["task[delete][0][id]"]
        assert shop.call("GET", f"tasks/{task_id}").status_code == 204


class TestNotes:
    def test_a_note_is_nested_twice(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "note_lead", "note_contact")
        params = {"service": "Desk", "text": "Sent"}
        shop.call("POST", f"leads/{LEAD_ID}/notes", [{"note_type": "service_message", "params": params}])
        play(shop.url, "notes", {"entity_type": "contacts", "entity_id": CONTACT_ID, "params": {"text": "Hi"}})
        on_lead, on_contact = (pairs(body) for body in receiver.bodies(2))

        assert on_lead["leads[note][0][note][text]"] == "Sent"
        assert on_lead["leads[note][0][note][note_type]"] == "25"
        assert on_contact["contacts[note][0][note][element_id]"] == str(CONTACT_ID)


class TestIncomingLeads:
    def test_one_that_comes_and_is_accepted(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_unsorted", "delete_unsorted", "add_lead", "add_contact")
        made = play(shop.url, "unsorted", {"category": "mail", "name": "Ana"})
        shop.call("POST", f"leads/unsorted/{made['uid']}/accept", {"user_id": OTHER_PERSON_ID})
        come, sorted_out, lead = (pairs(body) for body in receiver.bodies(3))

        assert come["unsorted[add][0][uid]"] == made["uid"]
        assert come["unsorted[add][0][lead_id]"] == str(made["lead_id"])
        assert sorted_out["unsorted[delete][0][action]"] == "accept"
        assert sorted_out["unsorted[delete][0][accept_result][leads][0]"] == str(made["lead_id"])
        assert sorted_out["unsorted[delete][0][modified_user_id]"] == str(OTHER_PERSON_ID)
        assert lead["leads[add][0][responsible_user_id]"] == str(OTHER_PERSON_ID)

    def test_one_that_is_declined_is_never_a_lead(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "delete_unsorted", "add_lead", "delete_lead")
        made = play(shop.url, "unsorted", {"category": "mail"})
        shop.call("DELETE", f"leads/unsorted/{made['uid']}/decline")
        body = pairs(receiver.bodies(1)[0])

        assert body["unsorted[delete][0][decline_result][leads][0]"] == str(made["lead_id"])
        assert receiver.stays_quiet()

    def test_a_chat_comes_with_its_talk_and_message(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_unsorted", "add_talk", "add_message")
        play(shop.url, "unsorted", {"category": "chats", "text": "Hi"})
        assert heads(receiver.bodies(3)) == ["unsorted[add]", "talk[add]", "message[add]"]


class TestCatalogs:
    def test_elements_are_announced_with_their_fields(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_catalog", "update_catalog", "delete_catalog")
        made = shop.call("POST", "catalogs", [{"name": "Goods", "type": "products"}]).json()
        catalog_id = made["_embedded"]["catalogs"][0]["id"]
        element = {"name": "Jacket", "custom_fields_values": [{"field_code": "PRICE", "values": [{"value": "100"}]}]}
        made = shop.call("POST", f"catalogs/{catalog_id}/elements", [element]).json()
        element_id = made["_embedded"]["elements"][0]["id"]
        shop.call("PATCH", f"catalogs/{catalog_id}/elements/{element_id}", {"name": "Coat"})
        play(shop.url, f"catalogs/{catalog_id}/elements/{element_id}", {}, method="DELETE")
        added, updated, deleted = (pairs(body) for body in receiver.bodies(3))

        assert added["catalogs[add][0][catalog_id]"] == str(catalog_id)
        assert added["catalogs[add][0][custom_fields][0][code]"] == "PRICE"
        assert added["catalogs[add][0][custom_fields][0][values][0][value]"] == "100"
        assert updated["catalogs[update][0][name]"] == "Coat"
        assert list(deleted)[3:] == [f"catalogs[delete][0][{name}]" for name in ("id", "catalog_id", "type")]


class TestTemplates:
    def test_a_review_comes_without_the_name_of_its_entity(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_chat_template_review")
        template = {"name": "Hello", "content": "Hi", "type": "waba"}
        made = shop.call("POST", "chats/templates", [template]).json()["_embedded"]["chat_templates"][0]
        play(shop.url, f"templates/{made['id']}/review", {"status": "approved"})
        body = pairs(receiver.bodies(1)[0])

        assert (body["add[0][id]"], body["add[0][type]"]) == (str(made["id"]), "waba")
        assert body["add[0][reviews][0][status]"] == "approved"
