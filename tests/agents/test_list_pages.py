"""The list of agents, a new one, what runs, and what is published."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.models import Agent, ModelProvider
from agents.selectors import draft_of, settings_of, versions_published
from agents.services import agent_publish, draft_patch
from agents.templates_of_agents import KEYS, LANGUAGES, templates_in
from crm_kommo.models import Connection, Pipeline, Stage
from tests.factories import AgentFactory, DecisionFactory, MessageFactory

pytestmark = pytest.mark.usefixtures("tenant")
LIST = "/manage/alpha/ai-agents"
SALES = {"pipelines": {1: {"is_active": True, "statuses": [10]}}}


@pytest.fixture
def stage(connection: Connection) -> Stage:
    sales = Pipeline.objects.create(connection=connection, kommo_id=1, name="Sales")
    return Stage.objects.create(pipeline=sales, kommo_id=10, name="New")


@pytest.fixture
def builder(client_of) -> Any:
    return client_of("builder")


def page_of(client: Any, path: str = LIST) -> str:
    return client.get(path).content.decode()


def draft(agent: Agent, **patch: Any) -> None:
    draft_patch(agent=agent, patch=patch, author=None)


class TestList:
    def test_where_it_works_stands_in_the_words_of_kommo(self, client_of, stage):
        AgentFactory(versions=SALES)
        Stage.objects.update(name="Renamed")
        page = page_of(client_of("viewer"))
        assert "Sales" in page
        assert "Renamed" in page

    def test_what_is_gone_is_marked_and_a_warning(self, client_of, stage):
        AgentFactory(versions=SALES)
        Stage.objects.update(is_missing=True)
        page = client_of("viewer").get(LIST)
        assert "missing in Kommo" in page.content.decode()
        assert "1 pipeline or stage it works in is gone from Kommo." in page.content.decode()

    @pytest.mark.parametrize(
        ("installed", "is_active", "words"),
        [
            (["kommo"], True, "All channels"),
            (["kommo"], False, "Kommo switched off"),
            ([], True, "Kommo not installed"),
        ],
    )
    def test_an_agent_without_kommo_is_not_said_to_work_in_channels(self, client_of, installed, is_active, words):
        agent = AgentFactory(installed=installed)
        agent.integrations.update(is_active=is_active)
        page = page_of(client_of("viewer"))
        assert words in page
        assert ("All channels" in page) is (words == "All channels")

    def test_warnings_say_what_to_do_about_what(self, builder, stage):
        AgentFactory(versions={"role": "A helper", "channels": {"all": False}})
        (card,) = builder.get(LIST).context["cards"]
        assert [warning.page for warning in card.warnings] == ["agent-pipelines", "agent-channels", "model-provider"]
        assert "Role" in card.warnings[-1].text

    @pytest.mark.parametrize(("is_active", "warns"), [(True, False), (False, True)])
    def test_a_model_that_is_switched_off_for_the_agent_is_none(self, builder, is_active, warns):
        ModelProvider.objects.create(base_url="https://m.example/v1", model="m")
        agent = AgentFactory(versions={"role": "A helper"}, installed=["kommo", "model"])
        agent.integrations.filter(kind="model").update(is_active=is_active)
        (card,) = builder.get(LIST).context["cards"]
        assert ("model-provider" in [warning.page for warning in card.warnings]) is warns

    def test_the_week_counts_conversations_and_answers(self, client_of):
        anna, boris = AgentFactory(), AgentFactory()
        reply = MessageFactory(author="agent")
        for answered in (True, True, False):
            DecisionFactory(agent_id=anna.pk, answered=answered, reply=reply if answered else None)
        DecisionFactory(agent_id=boris.pk, answered=True, reason="answered_unknown", reply=MessageFactory())
        cards = {card.agent.pk: card.week for card in client_of("viewer").get(LIST).context["cards"]}
        assert (cards[anna.pk].conversations, cards[anna.pk].answers, cards[anna.pk].of_reasons) == (2, 1, 0)
        assert (cards[boris.pk].conversations, cards[boris.pk].of_reasons) == (1, 1)

    def test_modes_and_the_badge_of_a_draft(self, builder):
        draft(AgentFactory(), goal="Later.")
        AgentFactory(is_active=False)
        AgentFactory(paused_until=timezone.now() + timedelta(hours=1))
        builder.post(f"{LIST}/new", {"name": "Dora"})
        cards = builder.get(LIST).context["cards"]
        assert [card.mode.code for card in cards] == ["live", "off", "paused", "unpublished"]
        assert [card.changed for card in cards] == [1, 0, 0, 0]

    def test_its_queries_do_not_grow_with_the_agents(self, client_of, stage):
        viewer, counts = client_of("viewer"), []
        for new in (1, 5):
            for agent in AgentFactory.create_batch(new, versions=SALES):
                draft(agent, goal="Later.")
            viewer.get(LIST)
            with CaptureQueriesContext(database) as queries:
                viewer.get(LIST)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestNew:
    def test_it_is_led_on_to_where_it_works(self, builder):
        answer = builder.post(f"{LIST}/new", {"name": "Anna"})
        assert answer.url == f"{LIST}/{Agent.objects.get().pk}/edit/pipelines"

    def test_an_empty_one_needs_a_name(self, builder):
        page = builder.post(f"{LIST}/new", {"name": "", "template": ""})
        assert page.status_code == 200
        assert "Enter at least 1 characters." in page.content.decode()
        assert not Agent.objects.exists()

    def test_a_template_is_its_draft(self, builder):
        builder.post(f"{LIST}/new", {"name": "", "template": "qualifier", "in": "ru"})
        agent = Agent.objects.get()
        assert (agent.name, agent.is_active, agent.live) == ("Марк", False, None)
        assert "Один вопрос в сообщении" in settings_of(draft_of(agent)).instructions

    def test_what_a_template_sets_is_shown_before(self, builder):
        page = page_of(builder, f"{LIST}/new?in=en")
        assert "Sales consultant" in page
        assert "Two questions at most, then a first recommendation." in page

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_template_can_be_used(self, language):
        templates = templates_in(language)
        assert [template.key for template in templates] == list(KEYS)
        for template in templates:
            assert template.settings.instructions
            assert template.settings.handoff.asked.text
            assert not template.settings.pipelines

    def test_another_workspaces_agent_is_not_found(self, builder):
        assert builder.get(f"{LIST}/999/edit").status_code == 404


class TestRunning:
    @pytest.fixture
    def agent(self) -> Agent:
        return AgentFactory(name="Anna", versions=SALES)

    def post(self, client: Any, agent: Agent, deed: str, **body: Any) -> Any:
        answer = client.post(f"{LIST}/{agent.pk}/{deed}", body)
        if deed != "delete":
            agent.refresh_from_db()
        return answer

    def test_off_and_on(self, builder, agent):
        self.post(builder, agent, "switch", off="")
        assert not agent.is_active
        self.post(builder, agent, "switch", on="")
        assert agent.is_active

    def test_what_is_not_published_is_not_switched_on_but_both_at_once(self, builder):
        builder.post(f"{LIST}/new", {"name": "Dora"})
        agent = Agent.objects.get()
        self.post(builder, agent, "switch", on="")
        assert not agent.is_active
        assert "Publish and switch on" in page_of(builder, f"{LIST}/{agent.pk}/edit/running")
        self.post(builder, agent, "publish", switch_on="")
        assert (agent.is_active, agent.live.number) == (True, 1)

    def test_pauses(self, builder, agent, tenant):
        self.post(builder, agent, "pause", how_long="hour")
        assert 3500 < (agent.paused_until - timezone.now()).total_seconds() <= 3600
        self.post(builder, agent, "pause", how_long="tomorrow")
        assert (agent.paused_until.hour, agent.paused_until.minute) == (9, 0)
        self.post(builder, agent, "resume")
        assert agent.paused_until is None

    def test_a_pause_until_a_moment_is_in_the_zone_of_the_workspace(self, builder, agent, tenant):
        tenant.time_zone = "Europe/Moscow"
        tenant.save()
        self.post(builder, agent, "pause", how_long="moment", moment="2031-05-01T12:00")
        assert agent.paused_until.isoformat() == "2031-05-01T09:00:00+00:00"

    @pytest.mark.parametrize("moment", ["", "2001-01-01T00:00", "soon"])
    def test_a_pause_needs_a_moment_to_come(self, builder, agent, moment):
        page = self.post(builder, agent, "pause", how_long="moment", moment=moment)
        assert page.context["pause"].errors["moment"]
        assert agent.paused_until is None

    def test_a_priority_that_is_taken_is_named_at_its_field(self, builder, agent):
        boris = AgentFactory(priority=7, versions=SALES)
        page = self.post(builder, agent, "priority", priority=7)
        assert boris.name in page.context["priority"].errors["priority"][0]
        self.post(builder, agent, "priority", priority=8)
        assert agent.priority == 8

    def test_a_copy_is_a_draft(self, builder, agent):
        answer = self.post(builder, agent, "duplicate")
        copy = Agent.objects.exclude(pk=agent.pk).get()
        assert answer.url == f"{LIST}/{copy.pk}/edit"
        assert (copy.name, copy.is_active, copy.live) == ("Anna copy", False, None)

    def test_deleting_names_what_goes(self, builder, agent):
        DecisionFactory(agent_id=agent.pk, answered=True)
        page = page_of(builder, f"{LIST}/{agent.pk}/edit/running")
        for words in (
            "It stops answering in 1 stage.",
            "It answered in 1 conversation of the last 7 days",
            "1 published version and the draft are lost.",
        ):
            assert words in page
        self.post(builder, agent, "delete")
        assert not Agent.objects.exists()


class TestVersions:
    @pytest.fixture
    def agent(self) -> Agent:
        return AgentFactory(name="Anna", versions={"goal": "Sell."})

    def edit(self, agent: Agent, page: str = "") -> str:
        return f"{LIST}/{agent.pk}/edit/{page}"

    def test_the_bar_counts_what_waits_and_is_not_seen_while_nothing_does(self, builder, agent):
        assert "unpublished" not in page_of(builder, self.edit(agent, "history"))
        draft(agent, goal="Help.", style={"tone": "friendly"})
        assert "2 unpublished changes" in page_of(builder, self.edit(agent, "history"))
        assert "2 unpublished changes" in page_of(builder, self.edit(agent, "draft-bar"))

    def test_the_review_shows_it_in_words_by_tab(self, builder, agent, stage):
        told = {"is_active": True, "statuses": [10], "stage_settings": {10: {"prompt": "Ask.\nThen tell."}}}
        draft(agent, style={"tone": "friendly"}, pipelines={"1": told})
        page = builder.get(self.edit(agent, "review"))
        groups = {
            group.page: [(c.place, c.label, c.before, c.after) for c in group.changes]
            for group in page.context["groups"]
        }
        assert groups["agent-basics"] == [("", "Tone", "Neutral", "Friendly")]
        assert ("Sales", "Stages", "—", "New") in groups["agent-pipelines"]
        assert ("Sales · New", "Instruction", "—", "Ask.\nThen tell.") in groups["agent-pipelines"]
        assert '<ins class="lines__in">Then tell.</ins>' in page.content.decode()

    def test_publishing_keeps_author_and_note(self, builder, agent):
        draft(agent, goal="Help.")
        answer = builder.post(f"{LIST}/{agent.pk}/publish", {"note": "Softer"})
        assert answer.url == self.edit(agent, "history")
        version = versions_published(agent).first()
        assert (version.number, version.note, version.author_name) == (2, "Softer", "builder@alpha.test")
        assert "Softer" in page_of(builder, self.edit(agent, "history"))

    def test_publishing_from_a_tab_leads_back_to_it(self, builder, agent):
        draft(agent, goal="Help.")
        answer = builder.post(f"{LIST}/{agent.pk}/publish", {"page": "agent-channels"})
        assert answer.url == self.edit(agent, "channels")
        answer = builder.post(f"{LIST}/{agent.pk}/publish", {"page": "https://evil.test"})
        assert answer.url == self.edit(agent, "history")

    def test_publishing_into_anothers_place_is_refused_and_says_why(self, stage, builder):
        anna = AgentFactory(name="Anna", priority=5, versions=SALES)
        boris = AgentFactory(name="Boris", priority=5)
        draft(boris, pipelines={"1": {"is_active": True, "statuses": [10]}})
        page = builder.post(f"{LIST}/{boris.pk}/publish", follow=True).content.decode()
        assert f"{anna.name} answers in the same place" in page
        assert versions_published(boris).count() == 1

    def test_a_clash_is_told_before_publishing_and_leads_to_the_priority(self, stage, builder):
        AgentFactory(name="Anna", priority=5, versions=SALES)
        boris = AgentFactory(name="Boris", priority=5, is_active=False)
        draft(boris, pipelines={"1": {"is_active": True, "statuses": [10]}})
        for path in ("draft-bar", "review"):
            page = page_of(builder, self.edit(boris, path))
            assert "Anna answers in the same place" in page
            assert f"{self.edit(boris, 'running')}#id_priority" in page
        agent_publish(agent=boris, author=None)
        assert "Anna answers in the same place" in page_of(builder, self.edit(boris, "running"))

    def test_a_version_shows_what_it_changed_and_is_restored(self, builder, agent):
        draft(agent, goal="Help.")
        agent_publish(agent=agent, author=None)
        page = page_of(builder, self.edit(agent, "history/2"))
        assert "Compared with version 1" in page
        assert "<del>Sell.</del>" in page
        builder.post(self.edit(agent, "history/1/restore"))
        assert settings_of(draft_of(agent)).goal == "Sell."
        assert settings_of(agent.live).goal == "Help."
        assert builder.get(self.edit(agent, "history/9")).status_code == 404

    def test_its_queries_do_not_grow_with_what_changed(self, builder, agent, stage):
        counts = []
        for many in (2, 40):
            Stage.objects.bulk_create(
                (Stage(pipeline=stage.pipeline, kommo_id=n, name=str(n)) for n in range(11, 10 + many)),
                ignore_conflicts=True,
            )
            stages = {n: {"prompt": "Ask."} for n in range(10, 10 + many)}
            chosen = {"is_active": True, "statuses": list(stages), "stage_settings": stages}
            draft(agent, pipelines={"1": chosen})
            builder.get(self.edit(agent, "review"))
            with CaptureQueriesContext(database) as queries:
                builder.get(self.edit(agent, "review"))
            counts.append(len(queries))
        assert counts[0] == counts[1]
