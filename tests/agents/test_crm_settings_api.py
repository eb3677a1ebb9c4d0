"""GET and PUT /api/agents/{id}/settings, against the account that the stand-in has."""

import json
from copy import deepcopy
from typing import Any

import pytest

from agents.models import Agent, AgentVersion
from agents.selectors import draft_of, settings_of
from crm_kommo.models import Field, Stage
from tests.crm_kommo.syncs import sync
from tests.factories import AgentFactory

AS_THE_SOURCE_HAS_IT: dict[str, Any] = {
    "pipeline_settings": {
        "11689563": {
            "is_active": True,
            "all_statuses": False,
            "statuses": [89860455, 89860459, 89860463],
            "stage_settings": {"89860463": {"prompt": "Ask which size they wear."}},
        }
    },
    "lead_fields": ["name", "responsible_user_id", "status_id", "cf_564832"],
    "contact_fields": ["name", "responsible_user_id", "created_at", "tags"],
    "data_entry_rules": {"lead": [{"field_id": "cf_564832", "field_name": "Тип услуги", "order": 1, "settings": {}}]},
}


@pytest.fixture
def synced(connected) -> None:
    for what in ("pipelines", "fields"):
        sync(what)


@pytest.fixture
def agent(synced) -> Agent:
    return AgentFactory()


@pytest.fixture
def builder(client_of):
    return client_of("builder")


def path_of(agent: Agent, what: str = "settings") -> str:
    return f"/api/agents/{agent.pk}/{what}"


def put(client, path: str, body: Any):
    return client.put(path, json.dumps(body), content_type="application/json")


class TestRoundTrip:
    def test_what_is_put_is_got_back_equal_and_is_live_at_once(self, builder, agent):
        answer = put(builder, path_of(agent), AS_THE_SOURCE_HAS_IT)
        assert (answer.status_code, answer.json()) == (200, AS_THE_SOURCE_HAS_IT)
        assert builder.get(path_of(agent)).json() == AS_THE_SOURCE_HAS_IT
        agent.refresh_from_db()
        assert settings_of(agent.live).pipelines[11689563].statuses == [89860455, 89860459, 89860463]
        assert settings_of(draft_of(agent)) == settings_of(agent.live)

    def test_everything_that_can_be_said_comes_back_equal(self, builder, agent):
        body = deepcopy(AS_THE_SOURCE_HAS_IT)
        move = {"pipeline_id": 11689571, "status_id": 142}
        body["pipeline_settings"]["11689563"]["stage_settings"] = {
            "89860459": {
                "prompt": "",
                "mode": "collects",
                "collect": ["lead.cf_564832", "contact.name"],
                "exit": {"when": "messages", "messages": 3, "move_to": move, "may_close": True},
                "on_leave": "finish",
            },
            "142": {},
        }
        body["pipeline_settings"]["11689571"] = {
            "is_active": False,
            "all_statuses": True,
            "statuses": [],
            "stage_settings": {},
        }
        rule = body["data_entry_rules"]["lead"][0]
        rule["settings"] = {"instruction": "When they name it", "synonyms": {"Опт": ["оптом", "wholesale"]}, "least": 1}
        body["data_entry_rules"]["contact"] = [{"field_id": "name", "order": 7}]
        assert put(builder, path_of(agent), body).json() == body

    def test_absent_keys_stay_as_they_are(self, builder, agent):
        put(builder, path_of(agent), AS_THE_SOURCE_HAS_IT)
        contact = [{"field_id": "name", "field_name": "", "order": 1, "settings": {}}]
        put(builder, path_of(agent), {"data_entry_rules": {"contact": contact}})
        after = put(builder, path_of(agent), {"contact_fields": []}).json()
        assert after == {
            **AS_THE_SOURCE_HAS_IT,
            "contact_fields": [],
            "data_entry_rules": {**AS_THE_SOURCE_HAS_IT["data_entry_rules"], "contact": contact},
        }

    def test_a_draft_is_asked_for_and_changed_apart(self, builder, agent):
        put(builder, path_of(agent) + "?draft=true", AS_THE_SOURCE_HAS_IT)
        assert builder.get(path_of(agent)).json()["lead_fields"] == []
        assert builder.get(path_of(agent) + "?draft=true").json() == AS_THE_SOURCE_HAS_IT
        assert builder.get(path_of(agent) + "?draft=perhaps").json()["error"]["field"] == "draft"

    def test_a_field_that_was_there_keeps_its_level(self, builder, agent):
        put(builder, path_of(agent), {"lead_fields": ["name"]})
        builder_draft = settings_of(draft_of(agent))
        assert [(one.field, one.level) for one in builder_draft.access.lead] == [("name", "use")]

    def test_what_is_gone_from_kommo_stays_while_nobody_changes_it(self, builder, agent):
        put(builder, path_of(agent), AS_THE_SOURCE_HAS_IT)
        Stage.objects.filter(kommo_id=89860463).update(is_missing=True)
        Field.objects.filter(kommo_id=564832).update(is_missing=True)
        assert put(builder, path_of(agent), AS_THE_SOURCE_HAS_IT).status_code == 200
        put(builder, path_of(agent), {"lead_fields": []})
        again = put(builder, path_of(agent), {"lead_fields": ["name", "cf_564832"]})
        assert again.json()["error"]["field"] == "lead_fields.1"

    def test_only_a_builder_may_read_and_write(self, client_of, agent):
        assert put(client_of("operator"), path_of(agent), AS_THE_SOURCE_HAS_IT).status_code == 403
        assert client_of("viewer").get(path_of(agent)).status_code == 403


P = "pipeline_settings"
ONE = "pipeline_settings.11689563"
STAGE = f"{ONE}.stage_settings.89860463"
RULE = "data_entry_rules.lead.0"


def stages(**changes: Any) -> dict[str, Any]:
    return {P: {"11689563": {"is_active": True, "statuses": [89860455], **changes}}}


def told(**settings: Any) -> dict[str, Any]:
    return stages(stage_settings={"89860463": settings})


def rules(*given: Any) -> dict[str, Any]:
    return {"data_entry_rules": {"lead": list(given)}}


def rule(**changes: Any) -> dict[str, Any]:
    return {"field_id": "cf_564832", "order": 1, **changes}


MALFORMED: list[tuple[str, Any]] = [
    ("body", []),
    ("body", "settings"),
    ("body", None),
    ("pipelines", {"pipelines": {}}),
    (P, {P: []}),
    (P, {P: None}),
    (f"{P}.99", {P: {"99": {}}}),
    (f"{P}.011689563", {P: {"011689563": {}}}),
    (f"{P}.x", {P: {"x": {}}}),
    (f"{P}.99999999999999999999", {P: {"99999999999999999999": {}}}),
    (ONE, {P: {"11689563": []}}),
    (f"{ONE}.colour", stages(colour="red")),
    (f"{ONE}.is_active", stages(is_active="yes")),
    (f"{ONE}.all_statuses", stages(all_statuses=1)),
    (f"{ONE}.statuses", stages(statuses=89860455)),
    (f"{ONE}.statuses.0", stages(statuses=["89860455"])),
    (f"{ONE}.statuses.0", stages(statuses=[True])),
    (f"{ONE}.statuses.1", stages(statuses=[89860455, 1])),
    (f"{ONE}.statuses.2", stages(statuses=[89860455, 89860459, 89860505])),
    (f"{ONE}.statuses.1", stages(statuses=[89860455, 89860455])),
    (f"{ONE}.stage_settings", stages(stage_settings=[])),
    (f"{ONE}.stage_settings.7", stages(stage_settings={"7": {}})),
    (f"{STAGE}.prompt", told(prompt=5)),
    (f"{STAGE}.prompt", told(prompt="x" * 4001)),
    (f"{STAGE}.prompt", told(prompt="a\x00b")),
    (f"{STAGE}.prompt", told(prompt="\ud800")),
    (f"{STAGE}.mood", told(mood="good")),
    (f"{STAGE}.mode", told(mode="sometimes")),
    (f"{STAGE}.collect.1", told(collect=["lead.cf_564832", "lead.cf_1"])),
    (f"{STAGE}.collect.0", told(collect=["contact.cf_564832"])),
    (f"{STAGE}.collect.0", told(collect=["lead.status_id"])),
    (STAGE, told(exit={"move_to": {"pipeline_id": 11689563, "status_id": 89860455}})),
    (f"{STAGE}.exit.move_to", told(collect=["lead.name"], exit={})),
    *(
        (f"{STAGE}.exit.move_to.{name}", told(exit={"when": "messages", "move_to": target}))
        for name, target in (
            ("pipeline_id", {"pipeline_id": 99, "status_id": 89860455}),
            ("status_id", {"pipeline_id": 11689563, "status_id": 89860505}),
            ("status_id", {"pipeline_id": 11689563, "status_id": 142}),
            ("status_id", {"pipeline_id": 11689563, "status_id": 89860463}),
            ("status_id", {"pipeline_id": 11689563, "status_id": 89860451}),
        )
    ),
    ("lead_fields", {"lead_fields": "name"}),
    ("lead_fields", {"lead_fields": {"name": True}}),
    ("lead_fields.1", {"lead_fields": ["name", "cf_1"]}),
    ("lead_fields.0", {"lead_fields": [564832]}),
    ("lead_fields.0", {"lead_fields": [{"field": "name"}]}),
    ("lead_fields.1", {"lead_fields": ["name", "name"]}),
    ("lead_fields.0", {"lead_fields": ["cf_99999999999999999999"]}),
    ("contact_fields.0", {"contact_fields": ["cf_564832"]}),
    ("contact_fields.0", {"contact_fields": ["price"]}),
    ("data_entry_rules", {"data_entry_rules": []}),
    ("data_entry_rules.company", {"data_entry_rules": {"company": []}}),
    ("data_entry_rules.lead", {"data_entry_rules": {"lead": {}}}),
    (RULE, rules("cf_564832")),
    (f"{RULE}.field_id", rules({"order": 1})),
    (f"{RULE}.field_id", rules(rule(field_id="cf_1"))),
    (f"{RULE}.field_id", rules(rule(field_id="status_id"))),
    ("data_entry_rules.contact.0.field_id", {"data_entry_rules": {"contact": [rule()]}}),
    (f"{RULE}.order", rules(rule(order=0))),
    (f"{RULE}.order", rules(rule(order="1"))),
    (f"{RULE}.order", rules(rule(order=1.5))),
    ("data_entry_rules.lead.1.order", rules(rule(), {"field_id": "name", "order": 1})),
    ("data_entry_rules.lead.1.field_id", rules(rule(), rule(order=2))),
    (f"{RULE}.settings", rules(rule(settings=[]))),
    (f"{RULE}.settings.overwrite", rules(rule(settings={"overwrite": "never"}))),
    (f"{RULE}.settings.least", rules(rule(settings={"least": "0.5"}))),
    (f"{RULE}.settings.synonyms.Мебель", rules(rule(settings={"synonyms": {"Мебель": ["стол"]}}))),
]


@pytest.mark.parametrize(("path", "body"), MALFORMED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_used_is_a_400_that_names_the_path_and_changes_nothing(builder, agent, path, body):
    before = put(builder, path_of(agent), AS_THE_SOURCE_HAS_IT).json()
    versions = AgentVersion.objects.count()
    answer = put(builder, path_of(agent), {"lead_fields": [], **body} if isinstance(body, dict) else body)
    assert answer.status_code == 400
    assert path in [fault["field"] for fault in answer.json()["error"]["extra"]["faults"]]
    assert answer.json()["error"]["message"]
    assert builder.get(path_of(agent)).json() == before
    assert AgentVersion.objects.count() == versions


@pytest.mark.parametrize("raw", ["{", '{"pipeline_settings": {"1": NaN}}', "[" * 100_000, "\x00", '{"lead_fields": ["'])
def test_what_is_no_json_is_a_400(builder, agent, raw):
    answer = builder.put(path_of(agent), raw, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_a_field_that_kommo_works_out_can_be_read_and_not_filled(builder, agent):
    Field.objects.filter(kommo_id=564838).update(is_computed=True)
    assert put(builder, path_of(agent), {"lead_fields": ["cf_564838"]}).status_code == 200
    answer = put(builder, path_of(agent), rules(rule(field_id="cf_564838")))
    assert answer.json()["error"]["field"] == "data_entry_rules.lead.0.field_id"


class TestChannels:
    def test_they_are_put_and_got_back_and_must_be_known(self, builder, agent, connected):
        connected.channels.create(origin="waba", source_id=5, name="WhatsApp")
        connected.channels.create(origin="telegram", name="Telegram")
        path = path_of(agent, "channels")
        body = {"all": False, "chosen": [{"origin": "waba", "source_id": 5}, {"origin": "telegram"}]}
        assert put(builder, path, body).json() == body
        assert builder.get(path).json() == body
        for bad, field in (
            ({"chosen": [{"origin": "waba", "source_id": 6}]}, "chosen.0"),
            ({"chosen": [{"origin": "sms"}]}, "chosen.0"),
            ({"chosen": [{"source_id": 6}]}, "chosen.0.origin"),
            ({"all": "yes"}, "all"),
            ({"every": True}, "every"),
            ([], "body"),
        ):
            assert put(builder, path, bad).json()["error"]["field"] == field
        assert builder.get(path).json() == body


class TestWhatItDrives:
    def test_the_page_shows_it(self, builder, agent):
        put(builder, path_of(agent), AS_THE_SOURCE_HAS_IT)
        page = builder.get(f"/manage/alpha/ai-agents/{agent.pk}/edit/pipelines/11689563/89860463").content.decode()
        assert "Ask which size they wear." in page
        assert page.count("stage__mode--answers") == 3
