"""What two settings differ in, and what it is called."""

from agents.controls import CONTROLS
from agents.line_diff import line_diff
from agents.settings import AgentSettings
from agents.settings.differences import differences
from agents.settings.limits import limits_of
from agents.settings.needs_model import model_needed_for
from agents.wording.labels import LABELS, label_of, pattern_of

BASE = {
    "name": "Anna",
    "pipelines": {1: {"is_active": True, "statuses": [10], "stage_settings": {10: {"prompt": "Ask."}}}},
    "data_entry": {"lead": [{"field_id": "price", "order": 1}, {"field_id": "cf_5", "order": 2}]},
    "scripts": [{"id": 3, "name": "Objections", "steps": [{"kind": "say", "key": "a", "text": "Hello"}]}],
    "access": {"lead": [{"field": "price"}]},
    "hours": {"week": {"mon": [{"opens": "09:00", "closes": "18:00"}]}},
}


def settings(**more: object) -> AgentSettings:
    return AgentSettings.model_validate(BASE | more)


def paths(before: AgentSettings, after: AgentSettings) -> list[str]:
    return [".".join(str(step) for step in one.path) for one in differences(before, after)]


class TestDifferences:
    def test_equal_settings_have_none(self):
        assert differences(settings(), settings()) == []

    def test_a_plain_setting(self):
        (one,) = differences(settings(), settings(style={"tone": "friendly"}))
        assert (one.path, one.before, one.after) == (("style", "tone"), "neutral", "friendly")

    def test_what_was_not_said_is_its_default(self):
        said = {1: {"is_active": True, "statuses": [10], "stage_settings": {10: {"prompt": "Ask.", "mode": "answers"}}}}
        assert paths(settings(), settings(pipelines=said)) == []

    def test_never_is_not_the_default_pause(self):
        (one,) = differences(settings(), settings(takeover={"resume_after": None}))
        assert (one.path, one.after) == (("takeover", "resume_after"), None)

    def test_a_stage_is_known_by_its_pipeline(self):
        changed = {
            1: {"is_active": True, "statuses": [10, 11], "stage_settings": {10: {"prompt": "Tell."}}},
            2: {"is_active": True},
        }
        assert paths(settings(), settings(pipelines=changed)) == [
            "pipelines.1.statuses",
            "pipelines.1.stage_settings.10.prompt",
            "pipelines.2.is_active",
        ]

    def test_rows_are_known_by_their_own_keys(self):
        rules = {"lead": [{"field_id": "cf_5", "order": 1}, {"field_id": "cf_6", "order": 2}]}
        assert paths(settings(), settings(data_entry=rules)) == [
            "data_entry.lead.price",
            "data_entry.lead.cf_5.order",
            "data_entry.lead.cf_6",
        ]

    def test_a_day_a_script_and_an_access(self):
        after = settings(
            hours={"week": {}},
            scripts=[{"id": 3, "name": "Objections", "is_active": False}],
            access={"lead": [{"field": "price", "level": "tell"}]},
        )
        assert paths(settings(), after) == [
            "hours.week.mon",
            "access.lead.price.level",
            "scripts.3.is_active",
            "scripts.3.steps",
        ]


class TestLabels:
    def test_rows_are_one_pattern(self):
        assert pattern_of(("pipelines", 17, "stage_settings", 142, "prompt")) == "pipelines.*.stage_settings.*.prompt"

    def test_a_label_names_its_row(self):
        assert "cf_5" in label_of(("access", "lead", "cf_5", "level"), row="cf_5")

    def test_every_setting_has_a_label(self):
        everything = AgentSettings.model_validate(
            {
                "name": "B",
                "purpose": "p",
                "role": "r",
                "goal": "g",
                "instructions": "i",
                "style": {"tone": "friendly", "formality": "formal", "length": "short"},
                "language": {"mode": "fixed", "fixed": "ru", "allowed": ["ru"]},
                "model": {"name": "m", "temperature": 1, "max_tokens": 100, "fallbacks": ["n"]},
                "hours": {
                    "is_on": True,
                    "zone": "Europe/Moscow",
                    "week": {"tue": [{"opens": "09:00", "closes": "18:00"}]},
                    "holidays": [{"day": "2027-01-01"}],
                    "outside": "text",
                    "text": "t",
                    "every_hours": 1,
                },
                "rhythm": {"wait_seconds": 1, "delay_seconds": 1},
                "limits": {"per_conversation": 1, "per_day": 1, "cost_per_conversation": 1, "cost_per_day": 1},
                "handoff": {
                    **{reason: {"is_on": False, "text": "t"} for reason in ("asked", "angry", "limit")},
                    "no_answer": {"is_on": False, "text": "t", "times": 1},
                    "topics": {"is_on": True, "text": "t", "words": ["legal"]},
                    "to": "user",
                    "users": [1],
                    "task": {"is_on": False, "text": "t", "within_minutes": 5},
                },
                "takeover": {"by_person": False, "by_bot": True, "resume_after": None},
                "pipelines": {
                    2: {
                        "is_active": True,
                        "all_statuses": True,
                        "statuses": [10],
                        "stage_settings": {
                            10: {
                                "prompt": "p",
                                "mode": "collects",
                                "collect": ["lead.price"],
                                "exit": {"move_to": {"pipeline_id": 2, "status_id": 11}},
                                "on_leave": "finish",
                            }
                        },
                    }
                },
                "channels": {"all": False, "chosen": [{"origin": "waba"}]},
                "access": {
                    "lead": [{"field": "name"}],
                    "contact": [{"field": "name"}],
                    "sensitive": ["lead.price"],
                },
                "data_entry": {"contact": [{"field_id": "name", "order": 1}]},
                "knowledge": {"all": False, "categories": [1], "articles": [1]},
                "tools": {
                    **dict.fromkeys(("search", "look", "hand_off"), False),
                    **dict.fromkeys(("set_field", "move_stage", "create_task", "add_note", "tag", "send_email"), True),
                    "stages": ["2:10"],
                    "tags": ["hot"],
                },
                "guards": {"level": "off"},
                "memory": {"within": False, "across": False},
                "scripts": [{"id": 1, "name": "S"}],
            }
        )
        found = differences(AgentSettings(name="A"), everything)
        assert {one.path[0] for one in found} == set(AgentSettings.model_fields)
        assert {pattern_of(one.path) for one in found} <= set(LABELS)

    def test_every_choice_of_a_control_is_one_of_its_setting(self):
        for path, control in CONTROLS.items():
            allowed = limits_of(path.replace("*", "0")).get("enum")
            if control.choices and allowed:
                assert set(control.choices) - {""} == set(allowed), path


class TestNeedsModel:
    def test_what_only_a_model_obeys(self):
        after = settings(role="A helper", style={"tone": "friendly", "length": "short"}, scripts=[])
        found = [one.path for one in model_needed_for(after)]
        assert found == [("role",), ("style", "tone"), ("pipelines", 1, "stage_settings", 10, "prompt")]


class TestLines:
    def test_only_what_changed_and_a_little_around(self):
        before = "\n".join(str(n) for n in range(12))
        lines = line_diff(before, before.replace("6", "six"))
        assert [(line.kind, line.text) for line in lines] == [
            ("gap", ""),
            ("same", "4"),
            ("same", "5"),
            ("out", "6"),
            ("in", "six"),
            ("same", "7"),
            ("same", "8"),
            ("gap", ""),
        ]


def test_days_stand_in_the_order_of_the_week():
    span = [{"opens": "09:00", "closes": "18:00"}]
    before = AgentSettings(name="Anna", hours={"week": {"fri": span}})
    after = AgentSettings(name="Anna", hours={"week": {"sat": span, "wed": span, "mon": span}})
    days = [difference.path[-1] for difference in differences(before, after)]
    assert days == ["mon", "wed", "fri", "sat"]
