from datetime import UTC, datetime

import pytest

from agents.answering.briefing import prompt_of
from agents.answering.types import Situation
from agents.faults import SettingsInvalid
from agents.llm.types import Turn
from agents.prompts import prompt_text
from agents.selectors import draft_of, settings_of
from agents.services import draft_patch
from agents.settings import AgentSettings
from agents.variables import Variable, filled, nearest, texts_with_variables, variables_in
from automation.situations import worded
from tests.factories import AgentFactory


class TestFilled:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("Dear {contact.name}!", "Dear Ivan!"),
            ("Dear { contact.name }!", "Dear Ivan!"),
            ("Dear {contact.email}!", "Dear !"),
            ("Dear {contact.email|customer}!", "Dear customer!"),
            ("{{contact.name}}", "{contact.name}"),
            ('{{"a": 1}}', '{"a": 1}'),
            ("{ alone", "{ alone"),
            ("{}", "{}"),
            ("{two\nlines}", "{two\nlines}"),
        ],
    )
    def test_it_fills_what_is_known(self, text, says):
        assert filled(text, {"contact.name": "Ivan", "contact.email": ""}) == says

    def test_what_a_value_holds_is_no_variable(self):
        assert filled("{contact.name}", {"contact.name": "{lead.price}", "lead.price": "9"}) == "{lead.price}"


class TestFound:
    def test_it_finds_names_and_fallbacks(self):
        assert list(variables_in("{now} {{x}} {lead.cf_1|none yet}")) == [
            Variable("now"),
            Variable("lead.cf_1", "none yet"),
        ]

    def test_it_knows_which_was_meant(self):
        assert nearest("contact.nane", {"contact.name", "lead.name", "now"}) == "contact.name"
        assert nearest("zzz", {"now"}) == ""


@pytest.mark.usefixtures("tenant")
class TestChecked:
    @pytest.mark.parametrize(
        ("patch", "path", "words"),
        [
            ({"instructions": "Call {contact.nane}."}, "instructions", "{contact.name}"),
            ({"role": "{lead.cf_99}"}, "role", "lead.cf_99"),
            ({"handoff": {"asked": {"text": "{wrong thing}"}}}, "handoff.asked.text", "wrong thing"),
        ],
    )
    def test_an_unknown_one_is_a_fault_at_its_text(self, patch, path, words):
        with pytest.raises(SettingsInvalid) as refused:
            draft_patch(agent=AgentFactory(), patch=patch, author=None)
        [fault] = refused.value.faults
        assert fault.path == path
        assert words in fault.message

    def test_those_there_are_pass(self):
        agent = AgentFactory()
        text = "{now} {channel} {stage} {agent} {lead.name} {contact.name|you} {{this is no variable}}"
        draft_patch(agent=agent, patch={"instructions": text}, author=None)
        assert settings_of(draft_of(agent)).instructions == text

    def test_what_stood_there_before_hinders_no_other_change(self):
        agent = AgentFactory(versions={"instructions": "{gone}"})
        draft_patch(agent=agent, patch={"goal": "A visit"}, author=None)
        assert settings_of(draft_of(agent)).goal == "A visit"


@pytest.mark.usefixtures("tenant")
class TestFilledWhereAllowed:
    """Besides the texts of scripts, which tests/agents/scripts has."""

    REASONS = ("asked", "no_answer", "angry", "topics", "limit", "task")

    def test_each_text_that_may_hold_one_is_filled(self):
        told = {name: f"{name} of {{stage}}" for name in ("role", "goal", "instructions", "prompt")}
        said = {name: {"text": f"{name} of {{stage}}"} for name in ("hours", *self.REASONS)}
        stages = {"stage_settings": {10: {"prompt": told.pop("prompt")}}}
        handoff = {name: said[name] for name in self.REASONS}
        settings = AgentSettings(name="Anna", **told, hours=said["hours"], handoff=handoff, pipelines={1: stages})
        situation = _situation(settings)

        prompt = prompt_text(prompt_of(situation, [], language="en"))
        parts = dict(texts_with_variables(worded(situation).settings))
        for path, text in texts_with_variables(settings):
            assert text.endswith("{stage}"), path
            says = text.replace("{stage}", "Offer")
            assert says in prompt or parts[path] == says, path


def _situation(settings: AgentSettings) -> Situation:
    agent = AgentFactory()
    return Situation(
        agent=agent,
        version=draft_of(agent),
        settings=settings,
        turns=[Turn("user", "Hello")],
        now=datetime(2026, 5, 4, 12, tzinfo=UTC),
        pipeline_id=1,
        stage_id=10,
        stage_name="Offer",
    )
