"""Values of custom fields: written in one form, read back in another."""

from typing import Any

import pytest

from tests.kommo_standin.parties import Client

LEAD_ID, CONTACT_ID = 30052001, 37054001

VALUES: list[tuple[str, int, list[dict[str, Any]], list[dict[str, Any]]]] = [
    ("leads", 564834, [{"value": "Boots"}], [{"value": "Boots"}]),
    ("leads", 564836, [{"value": "a\nb"}], [{"value": "a\nb"}]),
    ("leads", 564838, [{"value": 2.5}], [{"value": "2.5"}]),
    ("leads", 564840, [{"value": "100.50"}], [{"value": "100.50"}]),
    ("leads", 564842, [{"value": False}], [{"value": False}]),
    ("leads", 564832, [{"value": "Опт"}], [{"value": "Опт", "enum_id": 908107, "enum_code": None}]),
    ("leads", 564844, [{"enum_id": 908125}], [{"value": "All year", "enum_id": 908125, "enum_code": None}]),
    (
        "leads",
        564846,
        [{"value": "Бег"}, {"enum_id": 908137}],
        [
            {"value": "Бег", "enum_id": 908135, "enum_code": None},
            {"value": "Город", "enum_id": 908137, "enum_code": None},
        ],
    ),
    ("leads", 564848, [{"value": "2026-09-21T00:00:00+00:00"}], [{"value": 1789948800}]),
    ("leads", 564850, [{"value": 1790000000}], [{"value": 1790000000}]),
    ("leads", 564852, [{"value": "https://a.example"}], [{"value": "https://a.example"}]),
    ("leads", 564854, [{"value": "Street 1"}], [{"value": "Street 1"}]),
    (
        "leads",
        564856,
        [{"value": "PT", "enum_code": "country"}],
        [{"value": "PT", "enum_id": 6, "enum_code": "country"}],
    ),
    ("leads", 564858, [{"value": {"name": "Lda"}}], [{"value": {"name": "Lda"}}]),
    ("leads", 564860, [{"catalog_id": 4589, "catalog_element_id": 7}], [{"catalog_id": 4589, "catalog_element_id": 7}]),
    (
        "leads",
        564862,
        [{"value": {"file_uuid": "u", "file_name": "a.pdf"}}],
        [{"value": {"file_uuid": "u", "file_name": "a.pdf"}}],
    ),
    ("leads", 564864, [{"value": "ads"}], [{"value": "ads"}]),
    ("contacts", 735649, [{"value": "+1"}], [{"value": "+1", "enum_id": 7356490, "enum_code": "WORK"}]),
    (
        "contacts",
        735651,
        [{"value": "a@b.example", "enum_code": "PRIV"}],
        [{"value": "a@b.example", "enum_id": 7356511, "enum_code": "PRIV"}],
    ),
    ("contacts", 735653, [{"value": 485308800}], [{"value": 485308800}]),
]


class TestValues:
    @pytest.mark.parametrize(("entity", "field_id", "written", "read"), VALUES, ids=[f"{v[0]} {v[1]}" for v in VALUES])
    def test_every_type_of_field_is_read_back(
        self, shop: Client, entity: str, field_id: int, written: list[Any], read: list[Any]
    ):
        path = f"{entity}/{LEAD_ID if entity == 'leads' else CONTACT_ID}"
        answer = shop.call("PATCH", path, {"custom_fields_values": [{"field_id": field_id, "values": written}]})

        assert answer.status_code == 200, answer.text
        fields = {field["field_id"]: field["values"] for field in shop.get(path)["custom_fields_values"]}
        assert fields[field_id] == read

    def test_null_values_clear_a_field(self, shop: Client):
        shop.call("PATCH", f"leads/{LEAD_ID}", {"custom_fields_values": [{"field_id": 564832, "values": None}]})

        assert 564832 not in [field["field_id"] for field in shop.get(f"leads/{LEAD_ID}")["custom_fields_values"]]

    def test_the_account_has_a_field_of_every_type_that_leads_and_contacts_can_have(self, shop: Client):
        fields = [
            field
            for entity in ("leads", "contacts")
            for field in shop.get(f"{entity}/custom_fields?limit=250")["_embedded"]["custom_fields"]
        ]
        types = """text textarea url streetaddress numeric monetary checkbox select radiobutton multiselect multitext
            date date_time birthday smart_address legal_entity chained_list file tracking_data"""

        assert {field["type"] for field in fields} == set(types.split())
