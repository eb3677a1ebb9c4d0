"""Each route answers with the status, media type, keys and types that Kommo's documentation shows."""

from time import time
from typing import Any

import pytest

from tests.kommo_standin import shapes as s
from tests.kommo_standin.parties import Client, play

LEAD_ID, CONTACT_ID, TALK_ID, PIPELINE_ID = 30052001, 37054001, 66301, 11689563
WITH = "contacts,catalog_elements,loss_reason,is_price_modified_by_robot,source_id,source"
ACCOUNT_WITH = "amojo_id,amojo_rights,users_groups,task_types,version,datetime_settings,drive_url"
FULL_ACCOUNT = s.ACCOUNT | {
    "amojo_id": s.TEXT,
    "version": s.NUMBER,
    "drive_url": s.TEXT,
    "_embedded": {
        "amojo_rights": {"can_direct": s.FLAG, "can_create_groups": s.FLAG},
        "users_groups": [{"id": s.NUMBER, "name": s.TEXT, "uuid": s.MAYBE_TEXT}],
        "task_types": [
            {"id": s.NUMBER, "name": s.TEXT, "color": s.MAYBE_TEXT, "icon_id": s.MAYBE_NUMBER, "code": s.TEXT}
        ],
        "datetime_settings": dict.fromkeys(("date_pattern", "date_format", "timezone", "timezone_offset"), s.TEXT),
    },
}

READS: list[tuple[str, Any]] = [
    ("account", s.ACCOUNT),
    (f"account?with={ACCOUNT_WITH}", FULL_ACCOUNT),
    ("leads", s.page("leads", s.LEAD)),
    (f"leads/{LEAD_ID}?with={WITH}", s.LEAD_WITH_ALL),
    ("leads?query=полярник", s.page("leads", s.LEAD)),
    ("contacts", s.page("contacts", s.CONTACT)),
    (f"contacts/{CONTACT_ID}?with=leads", s.CONTACT | {"_embedded": {"leads": [s.REFERENCE]}}),
    ("leads/pipelines", s.collection("pipelines", s.PIPELINE, _total_items=s.NUMBER)),
    (f"leads/pipelines/{PIPELINE_ID}", s.PIPELINE),
    (f"leads/pipelines/{PIPELINE_ID}/statuses", {"_total_items": s.NUMBER, "_embedded": {"statuses": [s.STAGE]}}),
    (f"leads/pipelines/{PIPELINE_ID}/statuses/142", s.STAGE),
    ("users", s.page("users", s.USER, **s.COUNTED)),
    ("users/11300001", s.USER),
    ("leads/custom_fields", s.page("custom_fields", s.FIELD, **s.COUNTED)),
    ("contacts/custom_fields", s.page("custom_fields", s.FIELD, **s.COUNTED)),
    ("companies/custom_fields", s.page("custom_fields", s.FIELD, **s.COUNTED)),
    ("leads/custom_fields/564832", s.FIELD | {"enums": [{"id": s.NUMBER, "value": s.TEXT, "sort": s.NUMBER}]}),
    ("leads/custom_fields/groups", {"_embedded": {"custom_field_groups": [s.FIELD_GROUP]}}),
    (f"leads/{LEAD_ID}/links", s.collection("links", s.LINK, _total_items=s.NUMBER)),
    ("leads/tags", s.page("tags", {"id": s.NUMBER, "name": s.TEXT, "color": s.MAYBE_TEXT})),
    ("talks", s.page("talks", s.TALK)),
    (f"talks/{TALK_ID}", s.TALK),
    (f"talks/{TALK_ID}/messages", s.page("messages", s.MESSAGE)),
]

EMPTY_READS = [
    "leads/999",
    "contacts/999",
    "leads?page=9",
    "leads?filter[id][]=999",
    "sources",
    "sources/1",
    "webhooks",
    "tasks",
    "tasks/999",
    "leads/notes",
    "contacts/tags",
    "events",
    "talks?filter[talk_id][]=1",
]

WRITES: list[tuple[str, str, Any, int, Any]] = [
    ("POST", "leads", [{"name": "Order"}], 200, s.collection("leads", s.REFERENCE | {"request_id": s.TEXT})),
    ("PATCH", "leads", [{"id": LEAD_ID}], 200, s.collection("leads", s.REFERENCE | {"updated_at": s.NUMBER})),
    ("PATCH", f"leads/{LEAD_ID}", {"price": 5}, 200, s.REFERENCE | {"updated_at": s.NUMBER}),
    ("POST", "contacts", [{"name": "Ana"}], 200, s.collection("contacts", s.REFERENCE | {"request_id": s.TEXT})),
    (
        "PATCH",
        f"contacts/{CONTACT_ID}",
        {"first_name": "A"},
        200,
        s.REFERENCE | {"name": s.TEXT, "updated_at": s.NUMBER},
    ),
    ("POST", "companies", [{"name": "Lda"}], 200, s.collection("companies", s.REFERENCE | {"request_id": s.TEXT})),
    ("POST", "leads/loss_reasons", [{"name": "Dear"}], 200, {"_embedded": {"loss_reasons": [s.LOSS_REASON]}}),
    (
        "POST",
        "leads/custom_fields",
        [{"name": "City", "type": "select", "enums": [{"value": "Porto"}]}],
        201,
        {"_embedded": {"custom_fields": [s.FIELD | {"request_id": s.TEXT}]}},
    ),
    (
        "POST",
        "leads/custom_fields/groups",
        [{"name": "Delivery"}],
        201,
        {"_embedded": {"custom_field_groups": [s.FIELD_GROUP | {"request_id": s.TEXT}]}},
    ),
    (
        "POST",
        "leads/complex",
        [{"name": "Order", "_embedded": {"contacts": [{"first_name": "Ana"}], "companies": [{"name": "Lda"}]}}],
        200,
        [{"id": s.NUMBER, "contact_id": s.NUMBER, "company_id": s.NUMBER, "request_id": [s.TEXT], "merged": s.FLAG}],
    ),
    ("PATCH", "customers/mode", {"mode": "segments"}, 200, {"mode": s.TEXT, "is_enabled": s.FLAG}),
    ("POST", "leads/tags", [{"name": "new"}], 200, {"_embedded": {"tags": [{"id": s.NUMBER, "request_id": s.TEXT}]}}),
    (
        "POST",
        "leads/notes",
        [{"entity_id": LEAD_ID, "note_type": "common", "params": {"text": "Hi"}}],
        200,
        s.collection("notes", s.REFERENCE | {"entity_id": s.NUMBER, "request_id": s.TEXT}),
    ),
    (
        "POST",
        "tasks",
        [{"text": "Call", "complete_till": 1790000000, "entity_id": LEAD_ID, "entity_type": "leads"}],
        200,
        s.collection("tasks", s.REFERENCE | {"request_id": s.TEXT}),
    ),
    ("POST", "webhooks", {"destination": "https://app.example/h", "settings": ["add_lead"]}, 201, s.WEBHOOK),
    ("POST", "leads/pipelines", [{"name": "Second"}], 200, s.collection("pipelines", s.PIPELINE)),
    (
        "POST",
        f"leads/pipelines/{PIPELINE_ID}/statuses",
        [{"name": "Offer", "sort": 35}],
        200,
        {"_embedded": {"statuses": [s.STAGE | {"request_id": s.TEXT}]}},
    ),
    ("POST", f"talks/{TALK_ID}/send_message", {"text": "Hello"}, 202, {"id": s.TEXT}),
    ("POST", "sources", [{"name": "Mine", "external_id": "x"}], 200, s.collection("sources", s.REFERENCE)),
]

REFUSALS = [
    ("GET", "nowhere", None, 404),
    ("GET", "users/1", None, 404),
    ("GET", "talks/1", None, 404),
    ("GET", "leads/pipelines/1", None, 404),
    ("GET", "leads/custom_fields/1", None, 404),
    ("GET", "leads?limit=251", None, 422),
    ("DELETE", "leads", None, 405),
    ("GET", "customers", None, 402),
    ("GET", "leads/1/links", None, 404),
    ("POST", "leads/complex", [{"name": "x"}] * 51, 400),
    ("DELETE", "contacts/custom_fields/735649", None, 422),
    ("DELETE", "webhooks", {"destination": "https://nobody.example"}, 404),
    ("POST", "leads", [], 400),
    ("POST", "leads", {"name": "not a list"}, 400),
    ("PATCH", f"leads/{LEAD_ID}", {}, 400),
    ("PATCH", f"leads/pipelines/{PIPELINE_ID}/statuses/142", {"name": "x"}, 422),
]


class TestReads:
    @pytest.mark.parametrize(("path", "shape"), READS, ids=[path for path, _ in READS])
    def test_it_answers_with_the_documented_shape(self, shop: Client, path: str, shape: Any):
        answer = shop.call("GET", path)

        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/hal+json"
        s.assert_shape(answer.json(), shape)

    @pytest.mark.parametrize("path", EMPTY_READS)
    def test_it_says_no_content_for_what_is_not_there(self, shop: Client, path: str):
        answer = shop.call("GET", path)

        assert (answer.status_code, answer.content) == (204, b"")

    def test_it_shapes_what_was_written_too(self, shop: Client):
        shop.call("POST", "tasks", [{"text": "Call", "complete_till": int(time()) + 3600}])
        shop.call("POST", f"leads/{LEAD_ID}/notes", [{"note_type": "common", "params": {"text": "Hi"}}])
        shop.call("POST", "webhooks", {"destination": "https://app.example/h", "settings": ["add_lead"]})
        play(shop.url, "say", {"lead_id": LEAD_ID, "text": "Hi"})

        s.assert_shape(shop.get("tasks"), s.page("tasks", s.TASK))
        s.assert_shape(shop.get(f"leads/{LEAD_ID}/notes"), s.page("notes", s.NOTE))
        s.assert_shape(shop.get("webhooks"), {"_total_items": s.NUMBER, "_embedded": {"webhooks": [s.WEBHOOK]}})
        s.assert_shape(shop.get("events?with=lead_name"), s.page("events", s.EVENT))


class TestWrites:
    @pytest.mark.parametrize(
        ("method", "path", "body", "status", "shape"), WRITES, ids=[f"{w[0]} {w[1]}" for w in WRITES]
    )
    def test_it_answers_thinly(self, shop: Client, method: str, path: str, body: Any, status: int, shape: Any):
        answer = shop.call(method, path, body)

        assert answer.status_code == status, answer.text
        s.assert_shape(answer.json(), shape)

    @pytest.mark.parametrize(
        ("method", "path", "body", "status"), REFUSALS, ids=[f"{r[0]} {r[1]} {r[3]}" for r in REFUSALS]
    )
    def test_it_refuses_with_a_problem(self, shop: Client, method: str, path: str, body: Any, status: int):
        answer = shop.call(method, path, body)

        assert answer.status_code == status, answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"
        s.assert_shape(answer.json(), s.PROBLEM)
        assert answer.json()["status"] == status
