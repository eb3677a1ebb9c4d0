"""The tabs of an agent's pages."""

import pytest

from agents.settings import AgentSettings
from agents.tabs import GENERAL, TABS, tab_of_page
from tests.factories import AgentFactory


class TestTabs:
    def test_every_part_of_the_settings_is_set_in_one_of_them(self):
        parts = [part for tab in TABS for part in tab.parts]
        assert sorted(parts) == sorted(AgentSettings.model_fields)

    def test_a_page_beneath_a_tab_belongs_to_it(self):
        assert tab_of_page("agent-stage") == GENERAL[1]
        assert tab_of_page("agent-running") is None


@pytest.mark.usefixtures("tenant")
class TestNavigation:
    def test_it_leads_to_every_tab_and_marks_the_one_that_is_shown(self, client_of):
        agent = AgentFactory()
        page = client_of("builder").get(f"/manage/alpha/ai-agents/{agent.pk}/edit/knowledge").content.decode()
        assert 'aria-current="page">Knowledge</a>' in page
        for tab in TABS[len(GENERAL) :]:
            assert f">{tab.title}</a>".replace("&", "&amp;") in page

    def test_the_card_of_a_stage_is_a_page_of_its_tab(self, client_of):
        agent = AgentFactory(versions={"pipelines": {"1": {"statuses": [10]}}})
        page = client_of("builder").get(f"/manage/alpha/ai-agents/{agent.pk}/edit/pipelines/1/10").content.decode()
        assert 'aria-current="page">Pipelines</a>' in page
