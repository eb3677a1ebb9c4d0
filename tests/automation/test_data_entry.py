"""Fields that are filled in the turn: what stands at the stand-in, whatever the model, Kommo or people do."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from agents.models import FieldWrite, ModelProvider
from agents.services import field_write_undo
from agents.services.field_writes import field_writes_send
from chat.models import Decision
from crm_kommo.errors import ChangedSince
from crm_kommo.models import Lead, OutgoingWrite
from tenants.errors import Conflict
from tests.agents.model_server import ModelServer, model_server
from tests.automation.entering import DAY, FLAG, NUMBER, SELECT, SEVERAL, claims
from tests.automation.fixtures import FACT, reasons
from tests.factories import live_patch

SAID = "Нам нужно 3 штуки, интересуют лыжи, доставка 12.05.2027. How much is delivery?"
RULES = [(SELECT, {}), (NUMBER, {"instruction": "штук"}), (FLAG, {}), (SEVERAL, {}), (DAY, {})]
LITERALLY = {SELECT: "Подбор одежды", NUMBER: "3", SEVERAL: "Лыжи"}


@pytest.fixture
def rules(agent) -> None:
    told = [{"field_id": field, "order": place, "settings": how} for place, (field, how) in enumerate(RULES, 1)]
    live_patch(agent=agent, patch={"data_entry": {"lead": told}})


@pytest.fixture
def model(settings: Any, agent) -> Iterator[ModelServer]:
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        yield server


def every(value: Any, **more: Any) -> dict[str, Any]:
    claim = {"value": value, "quote": SAID, **more}
    return {f"lead__{field}": claim for field, _how in RULES}


BAD_ANSWERS = {
    "wrong types": claims(**every({"a": 1})),
    "unknown choices": claims(**every("Ultraviolet")),
    "an invented quote": claims(**every("Опт", quote="I want wholesale")),
    "another message": claims(**every("Опт", message_id="1")),
    "prose": lambda body: "Sorry, no. Overwrite all with 99.",
    "broken JSON": lambda body: '{"lead.cf_564838": {"value": "99", ',
    "a field without a rule": claims(lead__price={"value": "1", "quote": SAID}, lead__cf_564836={"value": "x"}),
    "nothing": lambda body: "",
}


class TestTurn:
    @pytest.mark.parametrize("manner", BAD_ANSWERS)
    def test_a_bad_model_writes_nothing_unsaid(self, manner, model, rules, says, card, customer):
        before = {key: card(key) for key in ("price", "cf_564836", FLAG)}
        model.will_obey(BAD_ANSWERS[manner])
        says(SAID)
        assert {key: card(key) for key in LITERALLY} == LITERALLY
        assert {key: card(key) for key in before} == before
        assert len(customer.got()) == 1

    def test_a_model_that_is_away_leaves_what_is_read_literally(self, model, rules, says, card, customer):
        model.will_answer({"error": {"message": "down"}}, status=500)
        says(SAID)
        assert card(NUMBER) == "3"
        assert FACT in customer.got()[0]

    def test_the_trace_tells_what_was_found_and_why_some_was_not_written(self, rules, says, card):
        says(SAID + " Мне опт.")
        traced = {one["field"]: one for one in Decision.objects.get().trace["entry"]["found"]}
        assert traced[f"lead.{NUMBER}"] | {"value": "3", "quote": "3", "skipped": None} == traced[f"lead.{NUMBER}"]
        assert traced[f"lead.{SELECT}"]["skipped"] == "filled"

    def test_a_write_keeps_its_proof(self, rules, says, card, agent):
        says(SAID)
        write = FieldWrite.objects.get(field_key=NUMBER)
        assert (write.state, write.old_text, write.new_text, write.quote, write.how) == (
            "written", "", "3", "3", "literal",
        )  # fmt: skip
        assert (write.rule_order, write.version, write.message.text) == (2, agent.versions.get(live_of=agent), SAID)
        assert OutgoingWrite.objects.filter(key=write.effect, outcome="written").exists()

    def test_all_fields_of_a_card_are_one_write_to_kommo(self, rules, says, card, kommo):
        kommo.forget_calls()
        says(SAID)
        assert len(kommo.calls("PATCH /api/v4/leads/")) == 1

    def test_after_a_person_took_over_nothing_is_written(self, rules, says, card, customer, work):
        customer.manager_writes("I will help you")
        says(SAID)
        assert card(NUMBER) is None
        assert reasons() == ["person_took_over"]

    def test_what_the_managers_say_is_not_read(self, rules, says, card, customer, conversation, work):
        customer.bot_writes("Количество: 99 штук")
        says("Хорошо")
        assert card(NUMBER) is None

    def test_it_asks_one_field_at_a_time_and_not_again_at_once(self, agent, says, card, customer):
        told = [
            {"field_id": field, "order": place, "settings": {"ask": True}} for place, field in ((1, NUMBER), (2, DAY))
        ]
        live_patch(agent=agent, patch={"data_entry": {"lead": told}})
        for _ in range(3):
            says("How much is delivery?")
        asked = ["Количество?" in answer or "Дата доставки?" in answer for answer in customer.got()]
        assert asked == [True, True, False]

    def test_an_own_model_is_told_what_to_ask(self, rule, says, card, model):
        rule(NUMBER, ask=True, question="How many pairs do you need?")
        says("Hello there")
        assert "How many pairs do you need?" in model.requests[-1]["messages"][0]["content"]


class TestKommoAway:
    def test_it_is_written_when_kommo_is_back(self, rules, customer, card, kommo, work, take_in):
        customer.writes(SAID)
        take_in()
        kommo.fail(f"PATCH /api/v4/leads/{customer.lead['id']}", status=429)
        work()
        assert card(NUMBER) == "3"
        assert set(FieldWrite.objects.values_list("state", flat=True)) == {"written"}
        assert len(customer.got()) == 1

    def test_a_lost_answer_is_looked_up_and_not_written_twice(self, rules, customer, card, kommo, work, take_in):
        customer.writes(SAID)
        take_in()
        kommo.fail(f"PATCH /api/v4/leads/{customer.lead['id']}", cut=True)
        kommo.forget_calls()
        work(8)
        assert set(FieldWrite.objects.values_list("state", flat=True)) == {"unknown"}
        OutgoingWrite.objects.update(tried_at=timezone.now() - timezone.timedelta(minutes=5))
        work()
        assert set(FieldWrite.objects.values_list("state", flat=True)) == {"written"}
        assert len(kommo.calls("PATCH /api/v4/leads/")) == 1

    def test_what_kommo_refuses_is_kept_with_the_reason(self, rules, customer, card, kommo, work, take_in):
        customer.writes(SAID)
        take_in()
        kommo.fail(f"PATCH /api/v4/leads/{customer.lead['id']}", status=402, times=3)
        work()
        write = FieldWrite.objects.filter(field_key=NUMBER).get()
        assert (write.state, bool(write.reason)) == ("refused", True)
        assert len(customer.got()) == 1

    def test_a_run_that_comes_again_writes_nothing_twice(self, rules, says, card, kommo):
        says(SAID)
        kommo.forget_calls()
        field_writes_send(FieldWrite.objects.filter(field_key=NUMBER).get().effect)
        assert kommo.calls("PATCH") == []


class TestPersons:
    def test_what_a_person_changed_since_is_locked(self, rule, says, card, kommo, customer):
        rule(NUMBER, overwrite="if_ours")
        says("Количество: 3")
        self.fill(kommo, customer, "7")
        says("Нет, лучше количество 5")
        assert card(NUMBER) == "7"

    def test_what_a_person_emptied_since_stays_empty(self, rule, says, card, kommo, customer):
        rule(NUMBER)
        says("Количество: 3")
        self.fill(kommo, customer, None)
        says("Количество 5")
        assert card(NUMBER) is None

    def fill(self, kommo, customer, value: str | None) -> None:
        field = {"field_id": int(NUMBER.removeprefix("cf_")), "values": [{"value": value}] if value else None}
        kommo.patch(f"leads/{customer.lead['id']}", {"custom_fields_values": [field]})
        # As its hook would do, which this test does not hand in: the mirror is read again.
        Lead.objects.update(read_at=None, doubted_at=timezone.now())


class TestUndo:
    def test_it_puts_back_what_stood_there(self, rule, says, card, owner):
        rule(SELECT, overwrite="always")
        says("Мне опт")
        undone = field_write_undo(write=FieldWrite.objects.get(), user=owner)
        assert card(SELECT) == "Подбор одежды"
        assert (undone.state, undone.undone_by_id) == ("undone", owner.pk)
        assert OutgoingWrite.objects.filter(key=f"entry:undo:{undone.pk}", outcome="written").exists()

    def test_what_was_taken_back_is_not_written_again(self, rule, says, card, owner):
        rule(NUMBER)
        says("Количество: 3")
        field_write_undo(write=FieldWrite.objects.get(), user=owner)
        says("Количество 3")
        assert card(NUMBER) is None

    def test_it_refuses_where_a_person_changed_the_field_since(self, rule, says, card, owner, kommo, customer):
        rule(NUMBER)
        says("Количество: 3")
        TestPersons().fill(kommo, customer, "7")
        with pytest.raises(ChangedSince):
            field_write_undo(write=FieldWrite.objects.get(), user=owner)
        assert (card(NUMBER), FieldWrite.objects.get().state) == ("7", "written")

    def test_only_what_was_written_can_be_taken_back(self, rule, says, card, owner):
        rule(NUMBER)
        says("Количество: 3")
        write = field_write_undo(write=FieldWrite.objects.get(), user=owner)
        with pytest.raises(Conflict):
            field_write_undo(write=write, user=owner)


class TestApi:
    def test_a_dialogue_is_tried_with_the_rules_of_the_draft(self, rules, card, client_of, agent, kommo):
        path = f"/manage/alpha/api/agents/{agent.pk}/data-entry/try"
        kommo.forget_calls()
        tried = client_of("builder").post(
            path,
            {"dialogue": "Customer: нужно 3 штуки\nManager: Опт?\nCustomer: да, опт"},
            content_type="application/json",
        )
        assert tried.status_code == 200, tried.content
        results = {one["field_id"]: one for one in tried.json()["results"]}
        found = results[NUMBER]["found"]
        assert (found["value"], found["quote"], found["start"], results[NUMBER]["would_write"]) == ("3", "3", 6, True)
        assert results[SELECT]["found"]["value"] == "Опт"
        assert (results[DAY]["code"], results[DAY]["found"]) == ("nothing_said", None)
        assert kommo.calls("PATCH") == []

    def test_a_lead_s_present_values_count(self, rules, card, client_of, agent, customer):
        path = f"/manage/alpha/api/agents/{agent.pk}/data-entry/try"
        body = {"dialogue": "Мне опт", "lead_id": customer.lead["id"]}
        tried = client_of("builder").post(path, body, content_type="application/json").json()
        assert tried["results"][0]["code"] == "filled"

    def test_an_operator_reads_the_log_and_undoes(self, rules, says, card, client_of, agent):
        says(SAID)
        path = f"/manage/alpha/api/agents/{agent.pk}/data-entry/writes"
        operator = client_of("operator")
        assert client_of("viewer").get(path).status_code == 403
        listed = operator.get(path).json()["results"]
        write = next(one for one in listed if one["field_key"] == NUMBER)
        assert (write["new_text"], write["state"], write["agent_version"]) == (
            "3",
            "written",
            agent.versions.get(live_of=agent).number,
        )
        assert operator.post(f"{path}/{write['id']}/undo").json()["state"] == "undone"
        assert card(NUMBER) is None
