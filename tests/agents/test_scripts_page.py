"""The Scripts tab: the list, the example, the editor without JavaScript, and trying which script would begin."""

import pytest

from agents.selectors import draft_of, settings_of
from agents.services import draft_patch
from tests.factories import AgentFactory
from tests.saving import save


@pytest.fixture
def agent(tenant):
    return AgentFactory()


@pytest.fixture
def builder(client_of):
    return client_of("builder")


@pytest.fixture
def pages(agent):
    return f"/manage/alpha/ai-agents/{agent.pk}/scripts"


def drafted(agent) -> list:
    return settings_of(draft_of(agent)).scripts


def form(*steps: dict[str, str], **more: str) -> dict[str, str]:
    posted = {"script.name": "Booking", "script.is_active:b": "on", "script.examples": "I want to book", **more}
    for row, step in enumerate(steps):
        posted |= {f"script.steps.#{row}.{name}": value for name, value in step.items()}
    return posted


SAY = {"kind": "say", "key": "s1", "text": "Hello", "exact:b": "on"}


class TestList:
    def test_an_empty_one_says_what_to_do_and_an_example_is_one_click(self, builder, pages, agent):
        assert "No scripts yet" in builder.get(pages).content.decode()
        answer = builder.post(pages)
        assert answer["Location"] == f"{pages}/1"
        [script] = drafted(agent)
        assert (script.id, script.is_active, len(script.steps)) == (1, False, 3)
        assert builder.get(answer["Location"]).status_code == 200

    def test_a_script_is_switched_in_the_draft(self, builder, pages, agent):
        builder.post(pages)
        builder.post(f"{pages}/1/switch")
        assert drafted(agent)[0].is_active
        assert settings_of(agent.live).scripts == []

    def test_it_tells_which_script_would_begin(self, builder, pages):
        builder.post(pages)
        assert "would begin" in builder.get(pages, {"said": "I want to book a visit"}).content.decode()
        assert "None is close enough" in builder.get(pages, {"said": "How much is it?"}).content.decode()

    def test_an_operator_may_not(self, client_of, pages):
        assert client_of("operator").get(pages).status_code == 403

    def test_what_is_not_there_is_not_found(self, builder, pages):
        assert builder.get(f"{pages}/7").status_code == 404
        assert builder.post(f"{pages}/7/delete").status_code == 404


class TestEditor:
    def test_a_new_script_is_saved(self, builder, pages, agent):
        answer = save(builder, f"{pages}/new", form(SAY))
        assert answer["Location"] == f"{pages}/1"
        [script] = drafted(agent)
        assert (script.name, script.examples, script.steps[0].text) == ("Booking", ["I want to book"], "Hello")

    def test_buttons_add_move_and_take_out_steps_and_save_nothing(self, builder, pages, agent):
        ask = {"kind": "ask", "key": "s2", "text": "Your name?", "field": "Contact: Name", "exact:b": "on"}
        page = save(builder, f"{pages}/new", form(SAY, ask, do="up:1")).content.decode()
        assert page.index("Your name?") < page.index("Hello")
        page = save(builder, f"{pages}/new", form(SAY, ask, do="remove:0")).content.decode()
        assert "Hello" not in page
        page = save(builder, f"{pages}/new", form(SAY, do="add:condition")).content.decode()
        assert 'name="script.steps.#1.then"' in page
        assert drafted(agent) == []

    def test_a_field_is_chosen_by_its_name(self, builder, pages, agent):
        ask = {"kind": "ask", "key": "s1", "text": "Your name?", "field": "Contact: Name", "exact:b": "on"}
        save(builder, f"{pages}/new", form(ask))
        assert drafted(agent)[0].steps[0].field == "contact.name"

    def test_faults_stand_at_their_steps_and_what_was_typed_stays(self, builder, pages, agent):
        go_to = {"kind": "go_to", "key": "s2", "step": "s9"}
        answer = save(builder, f"{pages}/new", form(SAY, go_to))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "steps.1.step" in page
        assert "Hello" in page
        assert drafted(agent) == []
        agent.refresh_from_db()
        assert agent.scripts_made == 0

    def test_what_nobody_can_come_to_is_flagged(self, builder, pages):
        save(builder, f"{pages}/new", form({"kind": "end", "key": "s1"}, {**SAY, "key": "s2"}))
        assert "No conversation can come here." in builder.get(f"{pages}/1").content.decode()
        assert "No conversation can come here." in builder.get(pages).content.decode()

    def test_who_was_slower_is_told(self, builder, pages, agent, owner):
        save(builder, f"{pages}/new", form(SAY))
        seen = str(draft_of(agent).revision)
        draft_patch(agent=agent, patch={"role": "You sell."}, author=owner)
        answer = save(builder, f"{pages}/1", form({**SAY, "text": "Bye"}, revision=seen))
        assert answer.status_code == 409
        assert drafted(agent)[0].steps[0].text == "Hello"

    def test_it_is_deleted_and_its_id_is_never_used_again(self, builder, pages, agent):
        builder.post(pages)
        builder.post(f"{pages}/1/delete")
        assert drafted(agent) == []
        builder.post(pages)
        assert drafted(agent)[0].id == 2

    def test_however_many_steps_the_queries_are_as_many(self, builder, pages, django_assert_max_num_queries):
        save(builder, f"{pages}/new", form(SAY))
        many = [{**SAY, "key": f"s{number}"} for number in range(60)]
        save(builder, f"{pages}/new", form(*many))
        counts = []
        for script in (1, 2):
            builder.get(f"{pages}/{script}")  # what a draft holds is read once
            with django_assert_max_num_queries(40) as asked:
                builder.get(f"{pages}/{script}")
            counts.append(len(asked.captured_queries))
        assert counts[0] == counts[1]
