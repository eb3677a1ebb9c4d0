"""Which webhooks a change raises, to whom and in which order."""

import re

import pytest

from tests.kommo_standin.parties import Client, Receiver, pairs, play

LEAD_ID = 30052001
EVERYTHING = (
    *(f"{action}_lead" for action in ("add", "update", "status", "responsible", "delete", "restore", "note")),
    *("add_contact", "update_contact", "add_message", "add_outgoing_message"),
    *("add_talk", "update_talk", "add_task", "update_task"),
)


def heads(bodies: list[str]) -> list[str]:
    """`leads[add]` for each body: what stands after the account block."""
    return [re.match(r"\w+\[\w+\]", list(pairs(body))[3]).group() for body in bodies]


class TestEvents:
    def test_a_stage_change_by_api_is_status_and_update_by_nobody(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, *EVERYTHING)
        shop.call("PATCH", f"leads/{LEAD_ID}", {"status_id": 89860463})
        status, update = (pairs(body) for body in receiver.bodies(2))

        assert status["leads[status][0][old_status_id]"] == "89860455"
        assert status["leads[status][0][status_id]"] == "89860463"
        assert status["leads[status][0][modified_user_id]"] == "0"
        assert update["leads[update][0][old_status_id]"] == "89860455"

    def test_a_person_has_a_name(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "responsible_lead")
        play(shop.url, f"leads/{LEAD_ID}", {"responsible_user_id": 11300002}, method="PATCH")
        body = pairs(receiver.bodies(1)[0])

        assert body["leads[responsible][0][old_responsible_user_id]"] == "11300001"
        assert body["leads[responsible][0][modified_user_id]"] == "11300001"

    def test_a_binned_lead_leaves_three_numbers(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "delete_lead", "restore_lead")
        play(shop.url, f"leads/{LEAD_ID}", {}, method="DELETE")
        play(shop.url, f"leads/{LEAD_ID}/restore", {})
        bodies = receiver.bodies(2)

        assert list(pairs(bodies[0]))[3:] == [
            f"leads[delete][0][{name}]" for name in ("id", "status_id", "pipeline_id")
        ]
        assert heads(bodies) == ["leads[delete]", "leads[restore]"]

    def test_a_new_lead_of_a_person_comes_in_order(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, *EVERYTHING)
        lead = play(shop.url, "leads", {"name": "New", "contact": {"name": "Ana", "phone": "+351900000001"}})
        play(shop.url, "say", {"lead_id": lead["id"], "text": "Hi"})
        shop.call("POST", "tasks", [{"text": "Call", "complete_till": 1790000000}])
        shop.call("POST", f"leads/{lead['id']}/notes", [{"note_type": "common", "params": {"text": "Note"}}])
        play(shop.url, f"talks/{lead['talk_id']}/close", {})

        assert heads(receiver.bodies(7)) == [
            "contacts[add]",
            "leads[add]",
            "talk[add]",
            "message[add]",
            "task[add]",
            "leads[note]",
            "talk[update]",
        ]
        note = pairs(receiver.got[5][2])
        assert note["leads[note][0][note][text]"] == "Note"
        assert note["leads[note][0][note][note_type]"] == "4"

    def test_a_completed_task(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "update_task")
        task = shop.call("POST", "tasks", [{"text": "Call", "complete_till": 1790000000}]).json()["_embedded"]["tasks"][
            0
        ]
        shop.call("PATCH", f"tasks/{task['id']}", {"is_completed": True, "result": {"text": "Done"}})
        body = pairs(receiver.bodies(1)[0])

        assert body["task[update][0][status]"] == "1"
        assert body["task[update][0][action_close]"] == "1"
        assert body["task[update][0][complete_till]"] == "2026-09-21 14:13:20"
        assert body["task[update][0][result][text]"] == "Done"

    def test_a_mass_write_shares_a_body(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_lead")
        shop.call("POST", "leads", [{"name": f"Lead {number}"} for number in range(3)])
        body = pairs(receiver.bodies(1)[0])

        assert [body[f"leads[add][{index}][name]"] for index in range(3)] == ["Lead 0", "Lead 1", "Lead 2"]

    def test_nobody_hears_what_he_did_not_ask_for(self, shop: Client, clinic: Client, receiver: Receiver):
        shop.subscribe(receiver, "status_lead")
        shop.call("PATCH", f"leads/{LEAD_ID}", {"price": 1})
        clinic.call("PATCH", f"leads/{LEAD_ID}", {"status_id": 89860459})

        assert receiver.stays_quiet()
        assert not receiver.got

    def test_deliveries_to_one_destination_keep_their_order(self, shop: Client, receiver: Receiver):
        receiver.delay = 0.01
        shop.subscribe(receiver, "add_message")
        said = [play(shop.url, "say", {"lead_id": LEAD_ID, "text": str(n)})["message_id"] for n in range(12)]

        assert [pairs(body)["message[add][0][id]"] for body in receiver.bodies(12)] == said


class TestSubscriptions:
    def test_the_same_destination_again_replaces_its_codes(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_lead", "add_message")
        shop.subscribe(receiver, "add_task")

        (hook,) = shop.get("webhooks")["_embedded"]["webhooks"]
        assert hook["settings"] == ["add_task"]

    def test_it_ends(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_message")

        assert shop.call("DELETE", "webhooks", {"destination": receiver.url}).status_code == 204
        play(shop.url, "say", {"lead_id": LEAD_ID, "text": "Hi"})
        assert receiver.stays_quiet()

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({"destination": "https://a.example/", "settings": ["add_everything"]}, "settings.0"),
            ({"destination": "https://пример.рф/", "settings": ["add_lead"]}, "destination"),
            ({"destination": "ftp://a.example/", "settings": ["add_lead"]}, "destination"),
            ({"destination": "https://a.example/"}, "settings"),
        ],
    )
    def test_it_refuses_what_cannot_be(self, shop: Client, body: dict, path: str):
        answer = shop.call("POST", "webhooks", body)

        assert answer.status_code == 400
        assert answer.json()["validation-errors"][0]["errors"][0]["path"] == path
