"""Which fields settings name: each place once, with its path and its use."""

from agents.settings import AgentSettings
from agents.settings.fields_named import Use, fields_named

SETTINGS = AgentSettings.model_validate(
    {
        "name": "Anna",
        "access": {"lead": [{"field": "price"}], "contact": [{"field": "name"}], "sensitive": ["contact.cf_7"]},
        "data_entry": {"contact": [{"field_id": "cf_8", "order": 1}]},
        "pipelines": {17: {"stage_settings": {5: {"collect": ["lead.cf_9"]}}}},
        "scripts": [
            {
                "id": 1,
                "name": "Booking",
                "when": "A visit is wanted",
                "steps": [
                    {"kind": "ask", "key": "s1", "text": "How many?", "field": "lead.cf_1"},
                    {"kind": "condition", "key": "s2", "of": "lead.cf_2", "test": "is_empty", "then": "s4"},
                    {"kind": "condition", "key": "s3", "of": "said", "test": "is", "value": "x", "then": "s4"},
                    {"kind": "end", "key": "s4"},
                ],
            }
        ],
    }
)


def test_every_place_is_named():
    assert [(one.path, str(one.field), one.use, one.script) for one in fields_named(SETTINGS)] == [
        ("access.lead.0.field", "lead.price", Use.SEES, ""),
        ("access.contact.0.field", "contact.name", Use.SEES, ""),
        ("access.sensitive.0", "contact.cf_7", Use.HIDES, ""),
        ("data_entry.contact.0.field_id", "contact.cf_8", Use.ENTERS, ""),
        ("pipelines.17.stage_settings.5.collect.0", "lead.cf_9", Use.COLLECTS, ""),
        ("scripts.0.steps.0.field", "lead.cf_1", Use.ASKS, "Booking"),
        ("scripts.0.steps.1.of", "lead.cf_2", Use.COMPARES, "Booking"),
    ]


def test_what_is_filled_must_be_writable():
    assert {one.use for one in fields_named(SETTINGS) if one.use.fills} == {Use.ENTERS, Use.COLLECTS, Use.ASKS}
