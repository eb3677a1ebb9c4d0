"""How leads and contacts behave when they are read and written."""

from typing import Any

import pytest

from tests.kommo_standin.parties import Client

LEAD_ID, CONTACT_ID = 30052001, 37054001

WRONG: list[tuple[dict[str, Any], str, str]] = [
    (
        {"custom_fields_values": [{"field_id": 1, "values": [{"value": "x"}]}]},
        "custom_fields_values.0.field_id",
        "NotSupportedChoice",
    ),
    (
        {"custom_fields_values": [{"field_id": 564832, "values": [{"value": "No"}]}]},
        "custom_fields_values.0.values.0.value",
        "NotSupportedChoice",
    ),
    (
        {"custom_fields_values": [{"field_id": 564832, "values": [{"enum": 1}]}]},
        "custom_fields_values.0.values.0.enum",
        "FieldNotExpected",
    ),
    (
        {"custom_fields_values": [{"field_id": 564838, "values": [{"value": "two"}]}]},
        "custom_fields_values.0.values.0.value",
        "InvalidType",
    ),
    ({"custom_fields_values": [{"field_id": 564834}]}, "custom_fields_values.0.values", "FieldMissing"),
    ({"custom_fields_values": "x"}, "custom_fields_values", "InvalidType"),
    ({"price": "free"}, "price", "InvalidType"),
    ({"status_id": 89860505}, "status_id", "NotSupportedChoice"),
    ({"pipeline_id": 5}, "pipeline_id", "NotSupportedChoice"),
    ({"responsible_user_id": 5}, "responsible_user_id", "NotSupportedChoice"),
    ({"nickname": "x"}, "nickname", "FieldNotExpected"),
    ({"_embedded": {"tags": [{"name": "x", "request_id": "1"}]}}, "_embedded.tags.0.request_id", "FieldNotExpected"),
    ({"_embedded": {"tags": [{"id": 5}]}}, "_embedded.tags.0.id", "NotSupportedChoice"),
]


def made(client: Client, *leads: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.call("POST", "leads", list(leads))
    assert answer.status_code == 200, answer.text
    return answer.json()["_embedded"]["leads"]


def tags_of(client: Client) -> list[str]:
    return [tag["name"] for tag in client.get(f"leads/{LEAD_ID}")["_embedded"]["tags"]]


def ids(client: Client, path: str) -> list[int]:
    answer = client.call("GET", path)
    return [lead["id"] for lead in answer.json()["_embedded"]["leads"]] if answer.status_code == 200 else []


class TestCreate:
    def test_it_starts_in_the_first_stage_that_is_not_incoming(self, shop: Client):
        (written,) = made(shop, {})
        lead = shop.get(f"leads/{written['id']}")

        assert (lead["pipeline_id"], lead["status_id"], lead["created_by"]) == (11689563, 89860455, 0)
        assert lead["custom_fields_values"] is None

    def test_it_echoes_request_ids_or_counts(self, shop: Client):
        assert [lead["request_id"] for lead in made(shop, {}, {"request_id": "mine"}, {})] == ["0", "mine", "2"]

    def test_it_links_contacts_with_a_main_one(self, shop: Client):
        (written,) = made(shop, {"_embedded": {"contacts": [{"id": CONTACT_ID}, {"id": CONTACT_ID + 1}]}})
        contacts = shop.get(f"leads/{written['id']}?with=contacts")["_embedded"]["contacts"]

        assert [(contact["id"], contact["is_main"]) for contact in contacts] == [
            (CONTACT_ID, True),
            (CONTACT_ID + 1, False),
        ]

    def test_one_wrong_item_stops_them_all(self, shop: Client):
        before = len(ids(shop, "leads?limit=250"))
        answer = shop.call("POST", "leads", [{"name": "good"}, {"price": "x", "request_id": "bad"}])

        assert answer.status_code == 400
        assert [error["request_id"] for error in answer.json()["validation-errors"]] == ["bad"]
        assert len(ids(shop, "leads?limit=250")) == before


class TestUpdate:
    @pytest.mark.parametrize(("body", "path", "code"), WRONG, ids=[wrong[1] + " " + wrong[2] for wrong in WRONG])
    def test_it_names_the_path_of_what_is_wrong(self, shop: Client, body: dict[str, Any], path: str, code: str):
        answer = shop.call("PATCH", f"leads/{LEAD_ID}", body)

        assert answer.status_code == 400
        (found,) = answer.json()["validation-errors"]
        assert found["request_id"] == "0"
        assert [(error["path"], error["code"]) for error in found["errors"]] == [(path, code)]

    def test_embedded_tags_replace_and_the_lists_add_and_take(self, shop: Client):
        def patch(**body: Any) -> list[str]:
            assert shop.call("PATCH", f"leads/{LEAD_ID}", body).status_code == 200
            return tags_of(shop)

        assert patch(_embedded={"tags": [{"name": "a"}, {"name": "b"}]}) == ["a", "b"]
        assert patch(tags_to_add=[{"name": "c"}]) == ["a", "b", "c"]
        assert patch(tags_to_delete=[{"name": "a"}]) == ["b", "c"]
        assert patch(_embedded={"tags": None}) == []

    def test_a_stage_belongs_to_its_pipeline(self, shop: Client):
        moved = {"pipeline_id": 11689571, "status_id": 142}

        assert shop.call("PATCH", f"leads/{LEAD_ID}", moved).status_code == 200
        lead = shop.get(f"leads/{LEAD_ID}")
        assert (lead["pipeline_id"], lead["status_id"]) == (11689571, 142)
        assert lead["closed_at"] is not None

    def test_an_unknown_lead_in_a_list_is_an_error(self, shop: Client):
        answer = shop.call("PATCH", "leads", [{"id": LEAD_ID, "price": 7}, {"id": 5}])

        assert answer.json()["validation-errors"][0]["errors"][0]["code"] == "EntityNotFound"
        assert shop.get(f"leads/{LEAD_ID}")["price"] != 7


class TestList:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("filter[id][]=30052001&filter[id][]=30052003", [30052001, 30052003]),
            ("filter[id]=30052002", [30052002]),
            ("filter[pipeline_id][]=11689579", [30052007]),
            ("filter[statuses][0][pipeline_id]=11689563&filter[statuses][0][status_id]=142", [30052008]),
            ("filter[price][from]=100000", [30052004]),
            ("filter[updated_at][from]=4000000000", []),
            ("query=trail", [30052002]),
            ("order[id]=desc&limit=2", [30052008, 30052007]),
            ("limit=3&page=3", [30052007, 30052008]),
        ],
    )
    def test_it_finds(self, shop: Client, query: str, expected: list[int]):
        assert ids(shop, f"leads?{query}") == expected

    def test_pages_are_linked_until_the_last(self, shop: Client):
        seen, path = [], "leads?limit=3&filter[pipeline_id][]=11689563"
        while path:
            page = shop.get(path)
            seen += [lead["id"] for lead in page["_embedded"]["leads"]]
            following = page["_links"].get("next", {}).get("href", "")
            path = following.partition("/api/v4/")[2]

        assert seen == [30052001, 30052002, 30052003, 30052004, 30052008]

    def test_every_pipeline_has_the_two_closed_stages(self, shop: Client):
        for pipeline in shop.get("leads/pipelines")["_embedded"]["pipelines"]:
            stages = {stage["id"]: stage["type"] for stage in pipeline["_embedded"]["statuses"]}
            assert (stages[142], stages[143]) == (0, 0)
            assert list(stages.values()).count(1) == 1


class TestAccounts:
    def test_one_id_means_another_lead_in_each(self, shop: Client, clinic: Client):
        assert shop.get(f"leads/{LEAD_ID}")["name"] != clinic.get(f"leads/{LEAD_ID}")["name"]

        shop.call("PATCH", f"leads/{LEAD_ID}", {"name": "Changed"})

        assert clinic.get(f"leads/{LEAD_ID}")["name"] == "Implant consultation"

    def test_the_first_has_what_the_settings_speak_of(self, shop: Client):
        first = shop.get("leads/pipelines")["_embedded"]["pipelines"][0]
        field = shop.get("leads/custom_fields/564832")

        assert (first["id"], first["name"]) == (11689563, "GENERATION LEAD")
        assert {89860455, 89860459, 89860463} <= {stage["id"] for stage in first["_embedded"]["statuses"]}
        assert (field["name"], field["type"]) == ("Тип услуги", "select")
