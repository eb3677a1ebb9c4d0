"""Where an agent works, stage by stage: each setting alone changes what arrives at Kommo."""

from typing import Any

import pytest

from agents.faults import SettingsInvalid
from automation import turns
from chat.models import Decision, Message
from crm_kommo.models import Lead
from tests.automation.fixtures import FACT, PIPELINE, STAGES, reasons
from tests.crm_kommo.syncs import sync
from tests.factories import live_patch

QUESTION = "How much is delivery?"
FIRST, SECOND = STAGES[0], STAGES[1]
SEASON = 564844  # a field of the lead with three choices; nothing stands in it


@pytest.fixture
def stage(customer) -> int:
    """Where the customer's lead is."""
    return customer.lead["status_id"]


@pytest.fixture
def season_empty(customer, kommo) -> None:
    sync("fields")
    emptied = [{"field_id": SEASON, "values": None}]
    kommo.patch(f"leads/{customer.lead['id']}", {"custom_fields_values": emptied})


@pytest.fixture
def says(agent, stage):
    """`says(is_active=False)`: the agent's settings of that pipeline; `told`: of the lead's stage."""

    def say(told: dict[str, Any] | None = None, **pipeline: Any) -> None:
        whole = {"is_active": True, "statuses": [stage], "stage_settings": {str(stage): told or {}}, **pipeline}
        live_patch(agent=agent, patch={"pipelines": {str(PIPELINE): whole}})

    return say


def lead_at(kommo, customer) -> dict[str, Any]:
    return next(lead for lead in kommo.get("leads")["leads"] if lead["id"] == customer.lead["id"])


def other_than(stage: int) -> int:
    return SECOND if stage != SECOND else FIRST


class TestPipeline:
    def test_is_active(self, customer, hears, says):
        says(is_active=True)
        assert FACT in hears(QUESTION)
        says(is_active=False)
        assert hears(QUESTION) == ""
        assert reasons() == ["answered", "pipeline_off"]

    def test_statuses(self, customer, hears, says, stage):
        says(statuses=[stage])
        assert FACT in hears(QUESTION)
        says(statuses=[other_than(stage)])
        assert hears(QUESTION) == ""
        assert reasons() == ["answered", "stage_off"]

    def test_all_statuses(self, customer, hears, says):
        says(statuses=[], all_statuses=False)
        assert hears(QUESTION) == ""
        says(statuses=[], all_statuses=True)
        assert FACT in hears(QUESTION)
        assert reasons() == ["stage_off", "answered"]


class TestStage:
    def test_prompt(self, customer, hears, says, stage, model):
        """The model obeys the stage's instruction; that of another stage never reaches it."""
        model.will_obey(lambda asked: "Which size?" if "ask for the size" in str(asked["messages"]) else "Hello.")
        told = {"prompt": "Please ask for the size."}
        says(stage_settings={str(other_than(stage)): told})
        assert hears("Good day") == "Hello."
        says(told)
        assert hears("Good day") == "Which size?"

    @pytest.mark.parametrize(("mode", "reason"), [("collects", "collects_only"), ("off", "stage_off")])
    def test_mode(self, customer, hears, says, mode, reason):
        says({"mode": "answers"})
        assert FACT in hears(QUESTION)
        says({"mode": mode})
        assert hears(QUESTION) == ""
        assert reasons() == ["answered", reason]

    def test_collect(self, customer, hears, says, kommo, season_empty):
        says({"mode": "collects"})
        hears("It is for Winter, please")
        assert not _season(lead_at(kommo, customer))
        says({"mode": "collects", "collect": [f"lead.cf_{SEASON}"]})
        assert hears("It is for Winter, please") == ""
        assert _season(lead_at(kommo, customer)) == "Winter"


class TestExit:
    @pytest.fixture
    def leaves(self, says, stage):
        """`leaves(messages=2)`: the stage with such an exit, to the other stage."""

        def leave(told: dict[str, Any] | None = None, **leaving: Any) -> None:
            move = {"pipeline_id": PIPELINE, "status_id": other_than(stage)}
            whole = {"when": "messages", "messages": 1, "move_to": move, **leaving}
            says({"mode": "collects", "exit": whole, **(told or {})})

        return leave

    def test_when(self, customer, hears, leaves, kommo, stage, season_empty):
        told = {"collect": [f"lead.cf_{SEASON}"]}
        leaves(told, when="collected")
        hears("Good day")
        assert lead_at(kommo, customer)["status_id"] == stage
        leaves(told, when="messages")
        hears("Good day again")
        assert lead_at(kommo, customer)["status_id"] == other_than(stage)

    def test_collected_moves_the_lead_once_everything_is_filled(
        self, customer, hears, leaves, kommo, stage, season_empty
    ):
        leaves({"collect": [f"lead.cf_{SEASON}"]}, when="collected")
        hears("It is for Winter, please")
        assert lead_at(kommo, customer)["status_id"] == other_than(stage)

    def test_messages(self, customer, hears, leaves, kommo, stage):
        kommo.patch(f"leads/{customer.lead['id']}", {"status_id": other_than(stage)})
        kommo.patch(f"leads/{customer.lead['id']}", {"status_id": stage})
        leaves(messages=2)
        hears("One")
        assert lead_at(kommo, customer)["status_id"] == stage
        hears("Two")
        assert lead_at(kommo, customer)["status_id"] == other_than(stage)
        assert Decision.objects.order_by("-pk").first().trace["exit"]["stage_id"] == other_than(stage)

    def test_move_to(self, customer, hears, leaves, kommo):
        leaves(move_to={"pipeline_id": 11689571, "status_id": 89860505})
        hears("One")
        assert lead_at(kommo, customer)["pipeline_id"] == 11689571

    def test_may_close(self, customer, hears, leaves, kommo, agent):
        with pytest.raises(SettingsInvalid, match="closes the lead"):
            leaves(move_to={"pipeline_id": PIPELINE, "status_id": 142})
        leaves(move_to={"pipeline_id": PIPELINE, "status_id": 142}, may_close=True)
        hears("One")
        assert lead_at(kommo, customer)["status_id"] == 142

    def test_the_answer_of_the_turn_is_sent_before_the_lead_moves(self, customer, hears, leaves, kommo, stage):
        leaves({"mode": "answers"})
        assert FACT in hears(QUESTION)
        assert lead_at(kommo, customer)["status_id"] == other_than(stage)

    def test_a_lead_that_a_person_moved_meanwhile_stays_there(self, customer, leaves, kommo, work, take_in):
        leaves()
        customer.writes("One")
        take_in()
        turns.turn_run(conversation_id=Message.objects.get(text="One").conversation_id)
        kommo.patch(f"leads/{customer.lead['id']}", {"status_id": STAGES[3]})
        work()
        assert lead_at(kommo, customer)["status_id"] == STAGES[3]


class TestOnLeave:
    @pytest.mark.parametrize(("on_leave", "got"), [("stop", []), ("finish", [FACT])])
    def test_on_leave(self, customer, says, kommo, work, take_in, on_leave, got):
        says({"on_leave": on_leave})
        customer.writes(QUESTION)
        take_in()
        turns.turn_run(conversation_id=Message.objects.get(text=QUESTION).conversation_id)
        kommo.patch(f"leads/{customer.lead['id']}", {"status_id": 143})
        Lead.objects.update(mirrored_at="2026-01-01T00:00:00Z", read_at="2026-01-01T00:00:00Z")  # it is read again
        work()
        assert [FACT for text in customer.got() if FACT in text] == got


def _season(lead: dict[str, Any]) -> str:
    fields = lead.get("custom_fields_values") or lead.get("custom_fields") or []
    return next((one["values"][0]["value"] for one in fields if one["field_id"] == SEASON), "")
