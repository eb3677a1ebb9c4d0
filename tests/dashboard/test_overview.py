from datetime import timedelta

import pytest
from django.utils import timezone

from agents.verdicts import Reason
from chat.models import Decision
from dashboard.figures import figures
from dashboard.todo import open_points
from tests.factories import AgentFactory, ConversationFactory, DecisionFactory

pytestmark = pytest.mark.usefixtures("tenant", "workspace_addresses")


class TestFigures:
    def test_each_number_is_a_count_of_rows(self):
        for reason in (Reason.ANSWERED, Reason.ANSWERED, Reason.ANSWERED_UNKNOWN, Reason.STAGE_OFF, "code-of-old"):
            DecisionFactory(reason=reason)
        old = DecisionFactory(reason=Reason.ANSWERED)
        Decision.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=30))
        ConversationFactory(answered_by="person")
        found = figures(since=timezone.now() - timedelta(days=7))
        assert (found.decided, found.answered, found.unknown, found.with_person) == (5, 3, 1, 1)
        assert dict(found.silent) == {"Silent: this stage is off": 1, "code-of-old": 1}

    def test_nothing_happened_yet_is_zero(self):
        found = figures(since=timezone.now())
        assert (found.decided, found.answered, found.silent) == (0, 0, [])


class TestSettingUp:
    def test_a_new_workspace_sees_what_to_do_first(self, client_of):
        steps = open_points()
        assert [step.done for step in steps] == [False] * 4
        assert steps[0].title in client_of("owner").get("/manage/alpha/dashboard").content.decode()

    @pytest.mark.parametrize(("mode", "is_done"), [("answers", True), ("off", False)])
    def test_an_agent_whose_stages_are_all_off_is_not_at_work(self, mode, is_done):
        stages = {"is_active": True, "statuses": [10], "stage_settings": {10: {"mode": mode}}}
        AgentFactory(versions={"pipelines": {1: stages}})
        assert open_points()[-1].done is is_done
