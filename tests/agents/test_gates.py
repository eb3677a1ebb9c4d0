from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from agents.circumstances import Circumstances
from agents.custody import Custody
from agents.gates import Facts, Scope, decide
from agents.settings import AgentSettings
from agents.verdicts import Reason

# A Wednesday, shortly before six in the evening.
NOW = datetime(2026, 9, 2, 17, 55, tzinfo=UTC)
FACTS = Facts(
    connected=True, kommo_refuses=False, has_talk=True, has_text=True,
    pipeline_id=900, stage_id=1, channel="waba", source_id=7,
    circumstances=Circumstances(now=NOW, said_at=NOW),
)  # fmt: skip
PIPELINE = {"900": {"is_active": True, "statuses": [1]}}


def scope(agent_id: int, name: str, **settings: object) -> Scope:
    return Scope(agent_id, name, AgentSettings.model_validate({"name": name, "pipelines": PIPELINE, **settings}))


def met(**changes: object) -> Facts:
    """The same message in other circumstances."""
    return replace(FACTS, circumstances=replace(FACTS.circumstances, **changes))


ANNA = scope(1, "Anna")
BORIS = scope(2, "Boris", pipelines={"901": {"is_active": True, "all_statuses": True}})
OFFICE = {"is_on": True, "zone": "UTC", "week": {"wed": [{"opens": "09:00", "closes": "18:00"}]}}


class TestDecide:
    def test_the_first_agent_that_passes_every_gate_answers(self):
        verdict = decide(FACTS, [BORIS, ANNA])
        assert (verdict.reason, verdict.agent_id, verdict.scope) == (Reason.ANSWERED, 1, ANNA)
        assert verdict.passed == [
            "connection",
            "access",
            "talk",
            "text",
            "private",
            "window",
            "lead",
            "installed",
            "pipeline",
            "stage",
            "channel",
            "person",
            "bot",
            "hours",
            "limits",
        ]

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"connected": False}, Reason.NO_CONNECTION),
            ({"kommo_refuses": True}, Reason.NO_ACCESS),
            ({"has_talk": False}, Reason.NO_TALK),
            ({"has_text": False}, Reason.NOTHING_TO_READ),
            ({"is_public": True}, Reason.PUBLIC_COMMENT),
            ({"window_open": False}, Reason.WINDOW_CLOSED),
            ({"pipeline_id": None, "stage_id": None}, Reason.NO_LEAD),
            ({"pipeline_id": 999}, Reason.PIPELINE_OFF),
            ({"stage_id": 2}, Reason.STAGE_OFF),
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
        off = scope(3, "Clara", channels={"all": False})
        verdict = decide(FACTS, [BORIS, off])
        assert (verdict.reason, verdict.scope) == (Reason.CHANNEL_OFF, off)

    def test_an_agent_without_kommo_is_silent(self):
        verdict = decide(FACTS, [replace(ANNA, works_with_kommo=False)])
        assert (verdict.reason, verdict.agent_id) == (Reason.KOMMO_NOT_INSTALLED, None)

    def test_a_stage_of_another_pipeline_with_the_same_id_does_not_count(self):
        won = scope(1, "Anna", pipelines={"900": {"is_active": True, "statuses": [142]}, "901": {"is_active": True}})
        assert decide(replace(FACTS, pipeline_id=901, stage_id=142), [won]).reason == Reason.STAGE_OFF

    @pytest.mark.parametrize(
        ("chosen", "source_id", "answers"),
        [
            ([{"origin": "waba", "source_id": 7}], 7, True),
            ([{"origin": "waba", "source_id": 8}], 7, False),
            ([{"origin": "waba"}], 7, True),
            ([{"origin": "waba", "source_id": 8}], None, True),
            ([{"origin": "telegram"}], 7, False),
            ([], 7, False),
        ],
    )
    def test_a_channel_is_its_code_and_where_known_its_source(self, chosen, source_id, answers):
        narrow = scope(1, "Anna", channels={"all": False, "chosen": chosen})
        assert (decide(replace(FACTS, source_id=source_id), [narrow]).agent_id is not None) == answers


class TestWhoElseSpeaks:
    def test_a_person_who_wrote_silences_until_their_pause_is_over(self):
        agent = scope(1, "Anna", takeover={"resume_after": {"number": 30, "unit": "minutes"}})
        for minutes, reason in ((29, Reason.PERSON_TOOK_OVER), (30, Reason.ANSWERED)):
            facts = met(person=Custody(since=NOW - timedelta(minutes=minutes)))
            assert decide(facts, [agent]).reason == reason

    def test_each_agent_has_its_own_rule(self):
        bold = scope(2, "Boris", takeover={"by_person": False})
        assert decide(met(person=Custody(since=NOW)), [ANNA, bold]).scope == bold

    def test_what_was_handed_over_is_the_persons_whatever_the_rule_about_writing(self):
        bold = scope(2, "Boris", takeover={"by_person": False})
        assert decide(met(person=Custody(since=NOW, by_writing=False)), [bold]).reason == Reason.PERSON_TOOK_OVER

    def test_a_task_that_is_open_keeps_it_with_the_person(self):
        facts = met(person=Custody(since=NOW - timedelta(days=90), owes=True))
        assert decide(facts, [ANNA]).reason == Reason.PERSON_TOOK_OVER

    def test_a_bot_silences_only_where_it_is_to(self):
        careful = scope(2, "Boris", takeover={"by_bot": True})
        assert decide(met(bot_wrote_at=NOW), [ANNA]).reason == Reason.ANSWERED
        assert decide(met(bot_wrote_at=NOW), [careful]).reason == Reason.BOT_TOOK_OVER
        assert decide(met(bot_wrote_at=NOW - timedelta(hours=12)), [careful]).reason == Reason.ANSWERED


class TestHours:
    def test_who_wrote_before_it_closed_is_answered(self):
        closed = NOW + timedelta(minutes=10)
        agent = scope(1, "Anna", hours=OFFICE)
        assert decide(met(now=closed), [agent]).reason == Reason.ANSWERED
        assert decide(met(now=closed, said_at=closed), [agent]).reason == Reason.OUTSIDE_HOURS

    def test_who_wrote_while_it_was_closed_is_answered_once_it_is_open(self):
        agent = scope(1, "Anna", hours=OFFICE)
        assert decide(met(said_at=NOW - timedelta(hours=20)), [agent]).reason == Reason.ANSWERED

    def test_another_agent_that_is_at_work_answers(self):
        night = scope(2, "Boris", hours=OFFICE | {"week": {"wed": [{"opens": "18:00", "closes": "00:00"}]}})
        evening = NOW + timedelta(hours=1)
        assert decide(met(now=evening, said_at=evening), [scope(1, "Anna", hours=OFFICE), night]).scope == night


class TestLimits:
    @pytest.mark.parametrize(("limit", "counted"), [("per_conversation", "answers_here"), ("per_day", "answers_today")])
    def test_an_agent_stops_at_its_own_limit(self, limit, counted):
        agent = scope(1, "Anna", limits={limit: 3})
        assert decide(met(**{counted: {1: 2, 2: 9}}), [agent]).reason == Reason.ANSWERED
        assert decide(met(**{counted: {1: 3}}), [agent]).reason == Reason.LIMIT_REACHED


class TestCollectors:
    COLLECTING = {"is_active": True, "statuses": [1], "stage_settings": {"1": {"mode": "collects"}}}
    OLGA = scope(3, "Olga", pipelines={"900": COLLECTING})

    @pytest.mark.parametrize("scopes", [[OLGA, ANNA], [ANNA, OLGA]])
    def test_one_collects_beside_the_one_that_answers(self, scopes):
        verdict = decide(FACTS, scopes)
        assert (verdict.reason, verdict.scope, verdict.collectors) == (Reason.ANSWERED, ANNA, [self.OLGA])

    def test_where_nobody_answers_it_collects_alone(self):
        verdict = decide(FACTS, [BORIS, self.OLGA])
        assert (verdict.reason, verdict.scope, verdict.collectors) == (Reason.COLLECTS_ONLY, self.OLGA, [self.OLGA])

    def test_one_that_a_gate_stops_collects_nothing(self):
        deaf = replace(self.OLGA, works_with_kommo=False)
        assert decide(FACTS, [deaf, ANNA]).collectors == []
