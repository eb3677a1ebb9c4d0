"""A form that no page sends is refused or passed over, and breaks nothing."""

import pytest
from django.http import QueryDict

from agents.posted import NO_REVISION, revision_posted, whole_number
from agents.posted_shape import shaped
from agents.selectors import draft_of, settings_of
from crm_kommo.models import Field, Pipeline, Stage
from tests.factories import AgentFactory

LONG = "9" * 5000
STAGE = "pipelines.5.stage_settings.7"
RULE = "data_entry.lead.#0"
FORMS = [
    ("edit/pipelines", {"pipelines": "x"}),
    ("edit/pipelines", {"pipelines.5": "x"}),
    ("edit/pipelines", {"pipelines.5.stage_settings": "x"}),
    ("edit/pipelines", {STAGE: "x"}),
    ("edit/pipelines", {"pipelines.#0.x": "x"}),
    ("edit/pipelines", {"pipelines.__class__.x": "x"}),
    ("edit/pipelines", {f"pipelines.5.stage_settings.{LONG}.mode": "answers"}),
    ("edit/pipelines", {f"{STAGE}.exit": "x"}),
    ("edit/pipelines", {f"{STAGE}.exit.when": "messages", f"{STAGE}.exit.move_to": f"1-{LONG}"}),
    ("edit/pipelines", {f"{STAGE}.exit.when": "messages", f"{STAGE}.exit.move_to.x": "1"}),
    ("edit/pipelines/5/7", {STAGE: "x"}),
    ("edit/pipelines/5/7", {f"{STAGE}.collect": "x"}),
    ("edit/pipelines/5/7", {f"{STAGE}.exit.when": "messages", f"{STAGE}.exit.move_to": f"1-{LONG}"}),
    ("edit/pipelines/5/7/copy", {STAGE: "x", "copy_to": LONG}),
    ("edit/fields/entry", {"data_entry": "x"}),
    ("edit/fields/entry", {"data_entry.lead": "x"}),
    ("edit/fields/entry", {"data_entry.lead": "x", "add": "1", "field": "cf_7"}),
    ("edit/fields/entry", {"data_entry.lead.a": "x"}),
    ("edit/fields/entry", {RULE: "x", "remove": "a"}),
    ("edit/fields/entry", {f"{RULE}.settings": "x", f"{RULE}.field_id": "cf_7"}),
    ("edit/fields/entry", {f"{RULE}.settings.synonyms.x": "x", f"{RULE}.field_id": "cf_7"}),
    ("edit/fields/entry", {f"{RULE}.order:n": LONG, f"{RULE}.field_id": "cf_7"}),
    ("edit/fields/entry", {f"{RULE}.field_id.x": "cf_7", "up": "x"}),
    ("edit", {"hours": "x"}),
    ("edit", {"hours.week": "x"}),
    ("edit", {"hours.week.mon": "x"}),
    ("edit", {"hours.week.mon.#0": "x"}),
    ("edit", {f"hours{'.a' * 3000}": "x"}),
    ("edit", {"handoff.users": "x"}),
    ("edit", {"takeover": "x"}),
    ("edit", {"hours:p": "off"}),
    ("edit/pipelines", {"pipelines:p": "off"}),
    ("edit/fields/entry", {"data_entry:p": "off"}),
    ("edit", {"style.tone.x": "x"}),
    ("edit", {"revision": LONG, "name": "Q"}),
    ("edit", {"revision": "٣", "name": "Q\x00"}),
    ("edit/channels", {"channels": "x"}),
    ("edit/channels", {"channel": f"waba:{LONG}"}),
    ("publish", {"note": "a\x00b"}),
    ("scripts/new", {"script": "x"}),
    ("scripts/new", {"script.name.x": "x", "script.steps": "x"}),
    ("scripts/new", {"script.steps.#0.kind.x": "x", "script.steps.#0.key.x": "x"}),
    ("scripts/new", {"script.steps.#0.kind": "say", "script.steps.#0.key.x": "x", "do": "add:say"}),
    ("scripts/new", {"do": f"up:{LONG}"}),
    ("scripts/new", {"script.name": "x", "revision": LONG}),
]


@pytest.fixture
def agent(tenant, connection):
    pipeline = Pipeline.objects.create(connection=connection, kommo_id=5, name="Sales")
    Stage.objects.create(pipeline=pipeline, kommo_id=7, name="New")
    Field.objects.create(connection=connection, entity="leads", kommo_id=7, name="Budget", type="numeric")
    return AgentFactory()


@pytest.mark.parametrize(("page", "said"), FORMS, ids=lambda one: str(one)[:60])
def test_no_form_is_a_server_error(agent, client_of, page, said):
    address = f"/manage/alpha/ai-agents/{agent.pk}/{page}"
    builder = client_of("builder")
    answer = builder.post(address, {"revision": draft_of(agent).revision, **said})
    assert answer.status_code in (200, 302, 400, 409, 422)
    assert builder.get(f"/manage/alpha/ai-agents/{agent.pk}/edit").status_code == 200


@pytest.mark.parametrize("said", [{}, {"revision": ""}, {"revision": "-1"}, {"revision": "x"}, {"revision": LONG}])
@pytest.mark.parametrize(("page", "field"), [("edit", "goal"), ("scripts/new", "script.name")])
def test_a_form_that_does_not_say_what_it_showed_saves_nothing(agent, client_of, said, page, field):
    before = settings_of(draft_of(agent))
    answer = client_of("builder").post(f"/manage/alpha/ai-agents/{agent.pk}/{page}", {field: "Mine", **said})
    assert answer.status_code in (409, 422)
    assert settings_of(draft_of(agent)) == before


def test_whole_numbers_have_an_end():
    assert whole_number("12") == 12
    assert whole_number(LONG) is whole_number("-1") is whole_number("") is None
    assert revision_posted(QueryDict("revision=x")) == revision_posted(QueryDict("")) == NO_REVISION
    assert revision_posted(QueryDict("revision=7")) == 7


def test_what_has_the_shape_of_the_settings_stays():
    said = {
        "takeover": {"resume_after": None},
        "hours": {"week": {"mon": [{"opens": "x"}], "tue": "x"}},
        "limits": {"per_day": "seven"},
        "pipelines": {"5": {"stage_settings": {"7": {"exit": {"when": "x", "move_to": "1-2"}}, "8": "x"}}},
        "data_entry": {"lead": [{"settings": {"synonyms": {"a.b": ["x"]}}}, "x"]},
    }
    after = shaped(said)
    assert after["takeover"] == said["takeover"]
    assert after["hours"] == {"week": {"mon": [{"opens": "x"}]}}
    assert after["limits"] == said["limits"]
    assert after["pipelines"]["5"]["stage_settings"] == {"7": {"exit": {"when": "x", "move_to": "1-2"}}}
    assert after["data_entry"]["lead"] == said["data_entry"]["lead"][:1]
