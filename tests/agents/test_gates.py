from dataclasses import replace

import pytest

from agents.gates import Facts, PipelineScope, Scope, StageScope, decide
from agents.verdicts import Reason

FACTS = Facts(
    connected=True, kommo_refuses=False, person_took_over=False, has_talk=True, has_text=True,
    pipeline_id=900, stage_id=1, channel="waba", source_id=7,
)  # fmt: skip
STAGES = {1: StageScope(True, "Ask for the size."), 2: StageScope(False, "")}
ANNA = Scope(1, "Anna", {900: PipelineScope(False, STAGES)}, None)
BORIS = Scope(2, "Boris", {901: PipelineScope(True, {})}, frozenset({("telegram", None)}))


class TestDecide:
    def test_the_first_agent_that_passes_every_gate_answers(self):
        verdict = decide(FACTS, [BORIS, ANNA])
        assert (verdict.reason, verdict.agent_id, verdict.stage_prompt) == (Reason.ANSWERED, 1, "Ask for the size.")
        assert verdict.passed == [
            "connection",
            "access",
            "person",
            "talk",
            "text",
            "private",
            "window",
            "lead",
            "installed",
            "pipeline",
            "stage",
            "channel",
        ]

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"connected": False}, Reason.NO_CONNECTION),
            ({"kommo_refuses": True}, Reason.NO_ACCESS),
            ({"person_took_over": True}, Reason.PERSON_TOOK_OVER),
            ({"has_talk": False}, Reason.NO_TALK),
            ({"has_text": False}, Reason.NOTHING_TO_READ),
            ({"pipeline_id": None, "stage_id": None}, Reason.NO_LEAD),
            ({"pipeline_id": 999}, Reason.PIPELINE_OFF),
            ({"stage_id": 2}, Reason.STAGE_OFF),
            ({"stage_id": 3}, Reason.STAGE_OFF),
            ({"stage_id": None}, Reason.STAGE_OFF),
            ({"channel_is_on": False}, Reason.CHANNEL_OFF),
        ],
    )
    def test_each_gate_has_its_reason(self, change, reason):
        verdict = decide(replace(FACTS, **change), [ANNA])
        assert (verdict.reason, verdict.agent_id) == (reason, None)

    def test_nobody_to_answer(self):
        assert decide(FACTS, []).reason == Reason.NO_AGENT

    def test_the_reason_is_that_of_the_agent_that_came_furthest(self):
        off = Scope(3, "Clara", {900: PipelineScope(True, {})}, frozenset())
        assert decide(FACTS, [BORIS, off]).reason == Reason.CHANNEL_OFF

    def test_an_agent_without_kommo_is_silent(self):
        verdict = decide(FACTS, [replace(ANNA, works_with_kommo=False)])
        assert (verdict.reason, verdict.agent_id) == (Reason.KOMMO_NOT_INSTALLED, None)

    def test_a_stage_of_another_pipeline_with_the_same_id_does_not_count(self):
        won = Scope(
            1, "Anna", {900: PipelineScope(False, {142: StageScope(True, "")}), 901: PipelineScope(False, {})}, None
        )
        assert decide(replace(FACTS, pipeline_id=901, stage_id=142), [won]).reason == Reason.STAGE_OFF

    @pytest.mark.parametrize(
        ("channels", "source_id", "answers"),
        [
            ({("waba", 7)}, 7, True),
            ({("waba", 8)}, 7, False),
            ({("waba", None)}, 7, True),
            ({("waba", 8)}, None, True),
            ({("telegram", None)}, 7, False),
            (set(), 7, False),
        ],
    )
    def test_a_channel_is_its_code_and_where_known_its_source(self, channels, source_id, answers):
        scope = replace(ANNA, channels=frozenset(channels))
        assert (decide(replace(FACTS, source_id=source_id), [scope]).agent_id is not None) == answers
