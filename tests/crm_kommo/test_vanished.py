"""Stages that are gone from Kommo: kept, marked wherever they are used, replaced everywhere at once."""

from datetime import timedelta

import pytest

from agents.models import Agent
from agents.selectors import settings_of, versions_published
from crm_kommo import services
from crm_kommo.models import Connection, Pipeline, Replacement, Stage
from crm_kommo.synced import vanished_stages
from crm_kommo.uses import StageKey
from tenants.errors import Conflict, InvalidInput
from tests.crm_kommo.syncs import sync
from tests.factories import AgentFactory

SALES, SERVICE = 1, 2
NEW, OFFER, GONE = 10, 20, 30
MANAGE = "/manage/alpha"


@pytest.fixture
def pipelines(connection: Connection) -> dict[int, Pipeline]:
    """Two pipelines of the same stages; `GONE` is gone from the first one."""
    made = {}
    for number, name in ((SALES, "Sales"), (SERVICE, "Service")):
        made[number] = Pipeline.objects.create(connection=connection, kommo_id=number, name=name, sort=number)
        for stage, title in ((NEW, "New"), (OFFER, "Offer"), (GONE, "Negotiation")):
            Stage.objects.create(
                pipeline=made[number], kommo_id=stage, name=title, is_missing=(number, stage) == (SALES, GONE)
            )
    return made


@pytest.fixture
def using(pipelines):
    """`using({NEW: "", GONE: "Ask."})`: an agent that answers in these stages of Sales, and is told this there."""

    def make(stages: dict[int, str], *, name: str = "Anna", others: dict | None = None) -> Agent:
        told = {stage: {"prompt": prompt} for stage, prompt in stages.items() if prompt}
        sales = {"is_active": True, "statuses": list(stages), "stage_settings": told}
        return AgentFactory(name=name, versions={"pipelines": {SALES: sales, **(others or {})}})

    return make


def choice(agent: Agent) -> dict[tuple[int, int], tuple[bool, str]]:
    """(pipeline, stage) → (answers there, what it is told) of what the agent's live version uses."""
    agent.refresh_from_db()
    return {
        (pipeline_id, stage_id): (stage_id in pipeline.statuses, pipeline.stage(stage_id).prompt)
        for pipeline_id, pipeline in settings_of(agent.live).pipelines.items()
        for stage_id in [*pipeline.statuses, *pipeline.stage_settings]
    }


def replace(old: tuple[int, int], new: tuple[int, int]) -> Replacement:
    return services.stage_replace(old=StageKey(*old), new=StageKey(*new), user=None)


class TestWhoUsesIt:
    def test_only_what_is_used_is_told(self, using) -> None:
        using({NEW: "", GONE: "Ask."}, name="Anna")
        using({NEW: ""}, name="Boris")

        (vanished,) = vanished_stages()
        assert vanished.key == StageKey(SALES, GONE)
        assert [use.place for use in vanished.uses] == ["Anna"]

    def test_a_stage_of_the_same_number_elsewhere_is_another_one(self, using, pipelines) -> None:
        using({}, others={SERVICE: {"statuses": [GONE]}})

        assert vanished_stages() == []

    def test_a_sync_finds_it_gone_and_back_again(self, kommo, connected) -> None:
        sync("pipelines")
        pipeline = Pipeline.objects.get(kommo_id=11689563)
        Stage.objects.create(pipeline=pipeline, kommo_id=7, name="Old")
        AgentFactory(versions={"pipelines": {11689563: {"statuses": [7]}}})
        sync("pipelines")

        assert [vanished.key for vanished in vanished_stages()] == [StageKey(11689563, 7)]


class TestReplacing:
    def test_choice_and_instruction_move(self, using) -> None:
        agent = using({NEW: "Greet.", GONE: "Ask."})
        replace((SALES, GONE), (SALES, OFFER))

        assert choice(agent) == {(SALES, NEW): (True, "Greet."), (SALES, OFFER): (True, "Ask.")}
        assert vanished_stages() == []

    def test_every_agent_is_moved_and_it_is_noted_who_did_it(self, using, owner) -> None:
        using({GONE: "Ask."}, name="Anna")
        using({GONE: "", OFFER: "Offer."}, name="Boris")
        services.stage_replace(old=StageKey(SALES, GONE), new=StageKey(SALES, OFFER), user=owner)

        note = Replacement.objects.get()
        assert (note.old_name, note.new_name, note.replaced_by_id) == ("Sales · Negotiation", "Sales · Offer", owner.pk)
        assert note.moved == [{"place": "Anna", "kept_own": False}, {"place": "Boris", "kept_own": True}]

    def test_what_is_told_there_already_stays(self, using) -> None:
        agent = using({GONE: "Ask.", OFFER: "Offer."})
        replace((SALES, GONE), (SALES, OFFER))

        assert choice(agent) == {(SALES, OFFER): (True, "Offer.")}

    def test_what_is_live_gets_a_version_and_the_one_before_stays(self, using) -> None:
        agent = using({GONE: "Ask."})
        before = agent.live
        replace((SALES, GONE), (SALES, OFFER))

        assert choice(agent) == {(SALES, OFFER): (True, "Ask.")}
        assert versions_published(agent).count() == 2
        assert settings_of(before).pipelines[SALES].statuses == [GONE]

    def test_into_another_pipeline(self, using) -> None:
        agent = using({GONE: "Ask."})
        replace((SALES, GONE), (SERVICE, NEW))

        assert choice(agent) == {(SERVICE, NEW): (True, "Ask.")}
        assert settings_of(agent.live).pipelines[SERVICE].is_active

    def test_a_pipeline_that_is_off_stays_off(self, using) -> None:
        agent = using({GONE: "Ask."}, others={SERVICE: {"is_active": False}})
        replace((SALES, GONE), (SERVICE, NEW))

        agent.refresh_from_db()
        assert not settings_of(agent.live).pipelines[SERVICE].is_active

    @pytest.mark.parametrize("new", [(SALES, GONE), (SALES, 99), (99, NEW)])
    def test_only_a_living_stage_can_take_the_place(self, using, new) -> None:
        agent = using({GONE: "Ask."})

        with pytest.raises(InvalidInput):
            replace((SALES, GONE), new)
        assert choice(agent) == {(SALES, GONE): (True, "Ask.")}

    def test_a_stage_that_is_there_is_not_replaced(self, using) -> None:
        using({NEW: ""})

        with pytest.raises(Conflict):
            replace((SALES, NEW), (SALES, OFFER))


class TestPages:
    def test_it_is_shown_wherever_it_is_used(self, using, client_of) -> None:
        agent = using({GONE: "Ask."})
        browser = client_of("builder")

        for path in (f"ai-agents/{agent.pk}/edit/pipelines", "ai-agents", "integrations/kommo/data"):
            page = browser.get(f"{MANAGE}/{path}").content.decode()
            assert "chip--bad" in page, path
            assert "missing in Kommo" in page, path
        assert "gone from Kommo" in browser.get(f"{MANAGE}/dashboard").content.decode()

    def test_who_does_not_use_it_does_not_see_it(self, using, client_of) -> None:
        agent = using({NEW: ""})
        page = client_of("builder").get(f"{MANAGE}/ai-agents/{agent.pk}/edit/pipelines").content.decode()

        assert "missing in Kommo" not in page
        assert "Negotiation" not in page.split("Service")[0]

    def test_a_stage_that_came_later_is_off_and_new(self, using, client_of) -> None:
        agent = using({NEW: ""})
        came_later = Stage.objects.filter(pipeline__kommo_id=SALES, kommo_id=OFFER)
        came_later.update(first_read_at=agent.live.created_at + timedelta(minutes=1))
        page = client_of("builder").get(f"{MANAGE}/ai-agents/{agent.pk}/edit/pipelines")

        rows = {(pipeline.id, stage.id): stage for pipeline in page.context["pipelines"] for stage in pipeline.stages}
        assert (rows[SALES, OFFER].is_new, rows[SALES, OFFER].mode) == (True, "off")
        assert not rows[SALES, NEW].is_new
        assert not rows[SERVICE, NEW].is_new

    def test_a_builder_chooses_the_stage(self, using, client_of) -> None:
        agent, browser = using({GONE: "Ask."}), client_of("builder")
        path = f"{MANAGE}/integrations/kommo/stages/replace?old={SALES}-{GONE}"

        assert f'value="{SERVICE}-{OFFER}"' in browser.get(path).content.decode()
        assert f'value="{SALES}-{GONE}"' not in browser.get(path).content.decode()
        assert browser.post(path, {"new": f"{SALES}-{OFFER}"})["Location"] == f"{MANAGE}/integrations/kommo/data"
        assert choice(agent) == {(SALES, OFFER): (True, "Ask.")}

    @pytest.mark.parametrize("old", ["", "x", "1-2-3", "9" * 40 + "-1", "1-10"])
    def test_what_is_not_gone_leads_back(self, using, client_of, old) -> None:
        using({GONE: ""})
        response = client_of("builder").get(f"{MANAGE}/integrations/kommo/stages/replace", {"old": old})

        assert response["Location"] == f"{MANAGE}/integrations/kommo/data"

    def test_no_choice_changes_nothing(self, using, client_of) -> None:
        agent = using({GONE: "Ask."})
        client_of("builder").post(f"{MANAGE}/integrations/kommo/stages/replace?old={SALES}-{GONE}", {"new": ""})

        assert choice(agent) == {(SALES, GONE): (True, "Ask.")}


class TestApi:
    API = f"{MANAGE}/api/integrations/kommo/stages"
    BODY = {
        "old": {"pipeline_id": SALES, "stage_id": GONE},
        "new": {"pipeline_id": SALES, "stage_id": OFFER},
    }

    def test_it_lists_and_replaces(self, using, client_of) -> None:
        using({GONE: "Ask."})
        browser = client_of("builder")

        (missing,) = browser.get(f"{self.API}/missing").json()["results"]
        assert (missing["stage_id"], missing["used_by"]) == (GONE, ["Anna"])
        answer = browser.post(f"{self.API}/replace", self.BODY, content_type="application/json")
        assert answer.json()["moved"] == [{"place": "Anna", "kept_own": False}]
        assert browser.get(f"{self.API}/missing").json()["results"] == []

    def test_errors_name_the_field(self, using, client_of) -> None:
        using({GONE: ""})
        body = self.BODY | {"new": {"pipeline_id": 5, "stage_id": 5}}
        answer = client_of("builder").post(f"{self.API}/replace", body, content_type="application/json")

        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "new")

    def test_a_viewer_may_look_only(self, using, client_of) -> None:
        browser = client_of("viewer")

        assert browser.get(f"{self.API}/missing").status_code == 200
        assert browser.post(f"{self.API}/replace", self.BODY, content_type="application/json").status_code == 403
