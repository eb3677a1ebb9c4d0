import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from agents.selectors import draft_of, settings_of
from crm_kommo.models import Field, KommoUser
from tests.factories import AgentFactory
from tests.form_reader import form_of
from tests.saving import save

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def agent():
    return AgentFactory()


@pytest.fixture
def page(agent) -> str:
    return f"/manage/alpha/ai-agents/{agent.pk}/edit"


def drafted(agent):
    return settings_of(draft_of(agent))


class TestForm:
    def test_the_button_saves_the_draft_and_leaves_what_is_live(self, client_of, agent, page):
        answer = client_of("builder").post(page, {"revision": "1", "style.tone": "friendly", "limits.per_day:n": "7"})
        assert (answer.status_code, answer.url) == (302, page)
        assert (drafted(agent).style.tone, drafted(agent).limits.per_day) == ("friendly", 7)
        assert settings_of(agent.live).style.tone == "neutral"

    def test_what_is_wrong_stands_at_its_control_and_what_was_typed_is_kept(self, client_of, agent, page):
        answer = save(client_of("builder"), page, {"role": "Typed just now", "limits.per_day:n": "-5"})
        words = answer.content.decode()
        assert answer.status_code == 422
        assert "Typed just now" in words
        assert 'value="-5"' in words
        assert 'href="#s-limits-per_day"' in words
        assert drafted(agent).role == ""

    def test_a_part_that_is_switched_off_is_none(self, client_of, agent, page):
        on, number = "takeover.resume_after:p", "takeover.resume_after.number:n"
        builder = client_of("builder")
        save(builder, page, {on: ["off"], number: "3"})
        assert drafted(agent).takeover.resume_after is None
        save(builder, page, {on: ["off", "on"], number: "3"})
        assert drafted(agent).takeover.resume_after.number == 3

    def test_the_form_as_it_is_shown_changes_nothing_when_it_is_saved(self, client_of, agent, page):
        builder = client_of("builder")
        before = drafted(agent)
        builder.post(page, form_of(builder.get(page).content.decode()))
        assert drafted(agent) == before
        assert draft_of(agent).revision == 1


class TestSize:
    @pytest.mark.parametrize("beneath", ["", "?variables=1", "/variables"])
    def test_its_queries_do_not_grow_with_the_fields_and_the_people(self, client_of, connection, page, beneath):
        builder = client_of("builder")
        counts = []
        for first, count in ((1, 5), (100, 500)):
            for number in range(first, first + count):
                Field.objects.create(connection=connection, entity="leads", kommo_id=number, name="x", type="text")
                KommoUser.objects.create(connection=connection, kommo_id=number, name="x")
            builder.get(f"{page}{beneath}")
            with CaptureQueriesContext(database) as queries:
                words = builder.get(f"{page}{beneath}").content.decode()
            assert (f"{{lead.cf_{first + count - 1}}}" in words) is bool(beneath)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestSavingByItself:
    HTMX = {"HX-Request": "true"}

    def test_the_answer_says_when_and_carries_the_new_revision(self, client_of, agent, page):
        answer = client_of("builder").post(page, {"revision": "1", "goal": "A visit"}, headers=self.HTMX)
        words = answer.content.decode()
        assert "Saved" in words
        assert 'name="revision" value="2"' in words
        assert answer.headers["HX-Trigger"] == '{"draft-saved": {}}'
        assert "<html" not in words

    def test_faults_come_with_their_paths_and_nothing_is_saved(self, client_of, agent, page):
        body = {"revision": "1", "goal": "A visit", "model.temperature:n": "9"}
        answer = client_of("builder").post(page, body, headers=self.HTMX)
        assert answer.status_code == 422
        assert 'data-fault="model.temperature"' in answer.content.decode()
        assert drafted(agent).goal == ""

    def test_unfinished_hours_keep_nothing_else_from_being_saved(self, client_of, agent, page):
        body = {"revision": "1", "goal": "A visit", "hours.is_on:b": "on"}
        answer = client_of("builder").post(page, body, headers=self.HTMX)
        words = answer.content.decode()
        assert answer.status_code == 422
        assert 'data-fault="hours"' in words
        assert "All else is saved" in words
        assert 'name="revision" value="2"' in words
        assert "draft-saved" in answer.headers["HX-Trigger"]
        assert (drafted(agent).goal, drafted(agent).hours.is_on) == ("A visit", False)

    def test_beside_another_fault_unfinished_hours_save_nothing(self, client_of, agent, page):
        body = {"revision": "1", "goal": "A visit", "hours.is_on:b": "on", "limits.per_day:n": "-5"}
        answer = client_of("builder").post(page, body, headers=self.HTMX)
        assert "Nothing is saved" in answer.content.decode()
        assert drafted(agent).goal == ""

    def test_a_clash_names_who_was_faster_and_overwrites_nothing(self, client_of, agent, page):
        client_of("admin").post(page, {"revision": "1", "goal": "Theirs"})
        answer = client_of("builder").post(page, {"revision": "1", "goal": "Mine"}, headers=self.HTMX)
        words = answer.content.decode()
        assert answer.status_code == 422
        assert draft_of(agent).author_name in words
        assert "Reload" in words
        assert 'name="revision" value="1"' in words
        assert drafted(agent).goal == "Theirs"
