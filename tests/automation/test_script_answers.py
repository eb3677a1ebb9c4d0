"""Answers to a script: read and written as data entry reads and writes, and no other question in between."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from agents.models import FieldWrite
from agents.services import field_write_undo
from chat.models import Decision
from crm_kommo.calls import client_of
from crm_kommo.models import Lead
from tests.automation.entering import DAY, NUMBER, TEXT
from tests.automation.fixtures import FACT, PIPELINE, STAGES, reasons
from tests.factories import live_patch

WANTS = "I want to book a visit"


@pytest.fixture
def told(agent) -> Callable[..., None]:
    """Give the agent one script of these questions, (words, path of the field), and rules of Data Entry."""

    def tell(*questions: tuple[str, str], end: str = "Noted.", **entry: list[dict]) -> None:
        steps = [{"kind": "ask", "key": f"q{n}", "text": q, "field": f} for n, (q, f) in enumerate(questions)]
        steps.append({"kind": "say", "key": "end", "text": end})
        script = {"id": 1, "name": "Booking", "examples": [WANTS], "steps": steps}
        live_patch(agent=agent, patch={"scripts": [script], "data_entry": entry})

    return tell


@pytest.fixture
def says(customer, work) -> Callable[[str], list[str]]:
    """The customer writes, and everything owed is done; what our side said since."""

    def write(text: str) -> list[str]:
        before = len(customer.got())
        customer.writes(text)
        work()
        return customer.got()[before:]

    return write


def rule(field: str, **options: object) -> dict:
    return {"field_id": field, "order": 5, "settings": options}


def a_person_enters(kommo, customer, value: str) -> None:
    field = {"field_id": int(NUMBER.removeprefix("cf_")), "values": [{"value": value}]}
    kommo.patch(f"leads/{customer.lead['id']}", {"custom_fields_values": [field]})
    # As its hook would do, which this test does not hand in: the mirror is read again.
    Lead.objects.update(read_at=None, doubted_at=timezone.now())


class TestReading:
    def test_a_day_in_words_stands_on_the_card(self, told, says, card):
        told(("When do you come?", f"lead.{DAY}"))
        says(WANTS)
        assert says("Let us say in 3 days") == ["Noted."]
        day = datetime.fromtimestamp(int(card(DAY)), UTC)
        assert timedelta(days=1) < day - timezone.now() < timedelta(days=4)

    def test_my_name_is_gives_the_name(self, told, says, card, customer, connected):
        told(("Whom shall we expect?", "contact.name"), contact=[rule("name", overwrite="always")])
        says(WANTS)
        assert says("my name is ivan") == ["Noted."]
        [write] = FieldWrite.objects.all()
        assert (write.state, write.quote, write.new) == ("written", "ivan", "Ivan")
        assert client_of(connected).contacts.get(contact_id=write.card_id).name == "Ivan"

    def test_free_text_is_kept_as_it_was_said(self, told, says, card):
        told(("Anything else?", f"lead.{TEXT}"), lead=[rule(TEXT, overwrite="always")])
        says(WANTS)
        says("By the back door, please!")
        assert card(TEXT) == "By the back door, please!"

    def test_the_bounds_of_the_rule_say_what_is_an_answer(self, told, says, card):
        told(("How many?", f"lead.{NUMBER}"), lead=[rule(NUMBER, lowest=10)])
        says(WANTS)
        assert says("3")[0].endswith("How many?")
        assert says("30") == ["Noted."]
        assert card(NUMBER) == "30"


class TestWriting:
    def test_a_write_keeps_its_proof(self, told, says, card, agent):
        told(("How many?", f"lead.{NUMBER}"))
        says(WANTS)
        says("12, please")
        [write] = FieldWrite.objects.all()
        assert (write.state, write.old_text, write.new_text, write.quote, write.how, write.rule_order) == (
            "written", "", "12", "12", "script", 0,
        )  # fmt: skip
        assert (write.version, write.message.text) == (agent.versions.get(live_of=agent), "12, please")
        assert card(NUMBER) == "12"

    def test_of_a_burst_the_message_that_says_it_is_the_proof(self, told, says, customer, card, work, take_in):
        told(("How many?", f"lead.{NUMBER}"))
        says(WANTS)
        customer.writes("12")
        customer.writes("Thank you!")
        take_in()
        work()
        assert FieldWrite.objects.get().message.text == "12"

    def test_it_can_be_taken_back_and_then_stays_so(self, told, says, card, owner):
        told(("How many?", f"lead.{NUMBER}"))
        says(WANTS)
        says("12")
        field_write_undo(write=FieldWrite.objects.get(), user=owner)
        assert card(NUMBER) is None
        says(WANTS)
        assert says("12") == ["Noted."]
        assert card(NUMBER) is None
        assert Decision.objects.latest("pk").trace["script"]["unwritten"] == "undone"

    def test_what_a_person_entered_since_is_locked(self, told, says, card, kommo, customer):
        told(("How many?", f"lead.{NUMBER}"), lead=[rule(NUMBER, overwrite="if_ours")])
        says(WANTS)
        says("12")
        says(WANTS)
        says("13")
        assert card(NUMBER) == "13"
        a_person_enters(kommo, customer, "7")
        says(WANTS)
        assert says("14") == ["Noted."]
        assert card(NUMBER) == "7"

    def test_a_sensitive_answer_is_kept_from_people(self, told, says, card, agent):
        told(("How many?", f"lead.{NUMBER}"))
        live_patch(agent=agent, patch={"access": {"sensitive": [f"lead.{NUMBER}"]}})
        says(WANTS)
        says("12")
        write = FieldWrite.objects.get()
        assert (write.quote, write.new_text, card(NUMBER)) == ("•••", "•••", "12")
        assert Decision.objects.latest("pk").trace["script"]["answer"] == "•••"

    def test_kommo_away_it_is_written_later_and_once(self, told, says, card, kommo, customer, work, take_in):
        told(("How many?", f"lead.{NUMBER}"))
        says(WANTS)
        kommo.fail(f"PATCH /api/v4/leads/{customer.lead['id']}", status=429)
        kommo.forget_calls()
        assert says("12") == ["Noted."]
        work()
        assert card(NUMBER) == "12"
        assert FieldWrite.objects.get().state == "written"

    def test_what_was_extracted_in_the_same_turn_is_not_written_again(self, told, says, card, kommo):
        told(("How many pieces?", f"lead.{NUMBER}"), lead=[rule(NUMBER, instruction="pieces")])
        says(WANTS)
        kommo.forget_calls()
        assert says("12 pieces") == ["Noted."]
        assert card(NUMBER) == "12"
        assert FieldWrite.objects.get().how == "literal"
        assert len(kommo.calls("PATCH /api/v4/leads/")) == 1

    def test_nor_while_that_write_still_waits_for_kommo(self, told, customer, says, card, kommo, work):
        told(("How many pieces?", f"lead.{NUMBER}"), lead=[rule(NUMBER, instruction="pieces", overwrite="always")])
        says(WANTS)
        kommo.fail(f"PATCH /api/v4/leads/{customer.lead['id']}", status=429)
        assert says("12 pieces") == ["Noted."]
        work()
        assert card(NUMBER) == "12"
        assert [write.state for write in FieldWrite.objects.all()] == ["written"]


class TestAskBack:
    def test_it_waits_while_a_script_has_a_question_open(self, told, says, card):
        told(("How many?", f"lead.{NUMBER}"), lead=[rule(DAY, ask=True, question="And for which day?")])
        assert says(WANTS) == ["How many?"]
        [aside] = says("How much is delivery?")
        assert FACT in aside
        assert "which day" not in aside
        assert aside.endswith("How many?")
        assert says("12") == ["Noted."]
        # Not asked yet, so that it is asked now, and not only after some answers more.
        assert "And for which day?" in says("How much is delivery?")[0]

    def test_it_does_not_ask_what_the_script_has_just_asked_for(self, told, says, card):
        told(("How many?", f"lead.{NUMBER}"), lead=[rule(NUMBER, ask=True, question="What number?")])
        for text in (WANTS, "a few", "as I said"):
            assert all("What number?" not in said for said in says(text))
        assert "What number?" not in says("How much is delivery?")[0]


class TestCollecting:
    @pytest.fixture
    def in_mode(self, agent) -> Callable[[str], None]:
        """What the agent does in every stage."""

        def become(mode: str) -> None:
            stages = {str(stage): {"mode": mode} for stage in STAGES}
            pipeline = {"is_active": True, "statuses": list(STAGES), "stage_settings": stages}
            live_patch(agent=agent, patch={"pipelines": {str(PIPELINE): pipeline}})

        return become

    def test_a_stage_that_only_collects_is_silent_with_scripts_too(self, told, says, in_mode):
        told(("How many?", f"lead.{NUMBER}"))
        in_mode("collects")
        assert says(WANTS) == []
        assert says("12") == []
        assert reasons() == ["collects_only"] * 2
        assert not FieldWrite.objects.exists()

    def test_the_question_waits_until_the_agent_may_speak_again(self, told, says, card, in_mode):
        told(("How many?", f"lead.{NUMBER}"))
        assert says(WANTS) == ["How many?"]
        in_mode("collects")
        assert says("Hm") == []
        in_mode("answers")
        assert says("12") == ["Noted."]
        assert card(NUMBER) == "12"
