"""What an agent may do besides talking: each permission alone changes what arrives at Kommo."""

from collections.abc import Callable
from typing import Any

import pytest

from agents.faults import SettingsInvalid
from agents.models import FieldWrite
from chat.models import Decision
from crm_kommo.calls import client_of
from crm_kommo.models import Connection, Stage
from crm_kommo.selectors import field_catalogue, stages_living
from crm_kommo.services.mirrors import lead_refresh
from mailbox.models import Account, Email
from tests.agents.model_server import ModelServer
from tests.agents.model_steps import calling
from tests.automation.entering import NUMBER, card, rule  # noqa: F401  fixtures
from tests.automation.fixtures import FACT, PIPELINE, STAGES
from tests.settings.kommo_side import tasks_of

SAID = "We need 3 pieces. How much is delivery?"


@pytest.fixture
def calls(model: ModelServer, hears: Callable[[str], str]) -> Callable[..., list[str]]:
    """`calls("add_note", text="Hi")`: the customer writes, the model calls that; what it was told of it."""

    def call(name: str, **arguments: Any) -> list[str]:
        told: list[str] = []

        def obey(body: dict[str, Any]) -> Any:
            results = [message["content"] for message in body["messages"] if message["role"] == "tool"]
            told.extend(results)
            return "{}" if "response_format" in body else "Done." if results else calling((name, arguments))

        model.will_obey(obey)
        hears(SAID)
        return told

    return call


def lead_of(connection: Connection, customer: Any) -> Any:
    return client_of(connection).leads.get(lead_id=customer.lead["id"])


def notes_of(connection: Connection, customer: Any) -> list[str]:
    return [note.text for note in client_of(connection).notes.find(entity="leads", entity_id=customer.lead["id"])]


def other_stage(customer: Any) -> int:
    return next(stage for stage in STAGES if stage != customer.lead["status_id"])


NO_TOOL = "There is no tool of this name"


class TestTools:
    def test_search_lets_it_look_something_up(self, calls, decide):
        assert FACT in calls("search_knowledge", query="delivery")[0]
        decide(tools={"search": False})
        assert NO_TOOL in calls("search_knowledge", query="delivery")[0]

    def test_look_lets_it_see_the_lead(self, calls, decide, customer):
        decide(access={"lead": [{"field": "name"}]})
        assert customer.lead["name"] in calls("look_at_lead")[0]
        decide(tools={"look": False})
        assert NO_TOOL in calls("look_at_lead")[0]

    def test_hand_off_lets_it_give_way(self, calls, decide, customer, connected):
        decide(tools={"hand_off": False})
        assert NO_TOOL in calls("hand_off", because="other")[0]
        assert tasks_of(connected, customer.lead["id"]) == []
        decide(tools={"hand_off": True})
        calls("hand_off", because="other")
        [task] = tasks_of(connected, customer.lead["id"])
        assert "a person should go on" in task.text
        assert Decision.objects.order_by("-pk").first().reason == "handed_off"

    def test_set_field_lets_it_fill_a_field(self, calls, decide, rule, card):  # noqa: F811
        rule(NUMBER)
        FieldWrite.objects.all().delete()
        told = {"field": f"lead.{NUMBER} {name_of(NUMBER)}", "value": "3", "quote": "3 pieces"}
        assert NO_TOOL in calls("set_field", **told)[0]
        assert card(NUMBER) is None
        decide(tools={"set_field": True})
        assert "is “3” now" in calls("set_field", **told)[0]
        assert card(NUMBER) == "3"

    def test_set_field_writes_only_what_was_said(self, calls, decide, rule, card):  # noqa: F811
        rule(NUMBER, instruction="boxes")
        decide(tools={"set_field": True})
        told = {"field": f"lead.{NUMBER} {name_of(NUMBER)}", "value": "900", "quote": "900 pieces"}
        assert "Not written" in calls("set_field", **told)[0]
        assert card(NUMBER) != "900"

    def test_move_stage_lets_it_move_the_lead(self, calls, decide, customer, connected):
        target = other_stage(customer)
        decide(tools={"stages": [f"{PIPELINE}:{target}"]})
        assert NO_TOOL in calls("move_stage", stage=stage_name(target))[0]
        decide(tools={"move_stage": True})
        assert "now" in calls("move_stage", stage=stage_name(target))[0]
        assert lead_of(connected, customer).status_id == target
        assert customer.got()[-1] == "Done."

    def test_stages_are_those_it_may_move_to(self, calls, decide, customer, connected):
        target = other_stage(customer)
        allowed = next(stage for stage in STAGES if stage not in (target, customer.lead["status_id"]))
        decide(tools={"move_stage": True, "stages": [f"{PIPELINE}:{allowed}"]})
        assert "must be one of" in calls("move_stage", stage=stage_name(target))[0]
        decide(tools={"stages": [f"{PIPELINE}:{target}"]})
        calls("move_stage", stage=stage_name(target))
        assert lead_of(connected, customer).status_id == target

    def test_stages_are_checked_when_they_are_saved(self, decide, customer):
        incoming = stages_living().filter(type=Stage.INCOMING_TYPE).first()
        for stage in (f"{PIPELINE}:7", f"{incoming.pipeline.kommo_id}:{incoming.kommo_id}"):
            with pytest.raises(SettingsInvalid) as refused:
                decide(tools={"stages": [stage]})
            assert refused.value.field == "tools.stages.0"

    def test_create_task_lets_it_give_a_task(self, calls, decide, customer, connected):
        assert NO_TOOL in calls("create_task", text="Call Ivan", within_hours=2)[0]
        decide(tools={"create_task": True})
        calls("create_task", text="Call Ivan", within_hours=2)
        [task] = tasks_of(connected, customer.lead["id"])
        assert task.text.startswith("Call Ivan")

    def test_add_note_lets_it_leave_a_note(self, calls, decide, customer, connected):
        assert NO_TOOL in calls("add_note", text="Wants 3")[0]
        decide(tools={"add_note": True})
        calls("add_note", text="Wants 3")
        assert [text for text in notes_of(connected, customer) if text.startswith("Wants 3")]

    def test_tag_lets_it_put_a_tag(self, calls, decide, customer, connected):
        decide(tools={"tags": ["wholesale"]})
        assert NO_TOOL in calls("tag_lead", tag="wholesale")[0]
        decide(tools={"tag": True})
        before = set(lead_of(connected, customer).tags)
        calls("tag_lead", tag="wholesale")
        assert set(lead_of(connected, customer).tags) == before | {"wholesale"}

    def test_tags_are_those_it_may_put(self, calls, decide, customer, connected):
        decide(tools={"tag": True, "tags": ["retail"]})
        assert "must be one of: retail" in calls("tag_lead", tag="wholesale")[0]
        decide(tools={"tags": ["wholesale"]})
        calls("tag_lead", tag="wholesale")
        assert "wholesale" in lead_of(connected, customer).tags

    def test_send_email_lets_it_write_a_mail(self, calls, decide, customer):
        Account.objects.create(name="Sales", address="sales@company.test", username="s", smtp_host="127.0.0.1")
        lead_refresh(lead_id=customer.lead["id"])
        assert NO_TOOL in calls("send_email", subject="Prices", text="As agreed.")[0]
        decide(tools={"send_email": True})
        calls("send_email", subject="Prices", text="As agreed.")
        mail = Email.objects.get()
        assert (mail.subject, mail.author_name, mail.lead_id) == ("Prices", "Anna", customer.lead["id"])


def stage_name(stage_id: int) -> str:
    return next(f"{one.pipeline.name} · {one.name}" for one in stages_living() if one.kommo_id == stage_id)


def name_of(field: str) -> str:
    return field_catalogue("leads")[field].name
