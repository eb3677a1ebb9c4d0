"""Catalogs and templates, by the client at the stand-in."""

import pytest
import requests

from crm_kommo.client import errors


@pytest.fixture
def products(api) -> int:
    return api.catalogs.create(name="Products", kind="products")


def field(code: str, value: str) -> dict:
    return {"field_code": code, "values": [{"value": value}]}


class TestCatalogs:
    def test_one_is_made_renamed_and_listed(self, api, products) -> None:
        api.catalogs.update(catalog_id=products, name="Goods")
        (catalog,) = api.catalogs.all()

        assert (catalog.id, catalog.name, catalog.type) == (products, "Goods", "products")
        assert api.catalogs.get(catalog_id=products) == catalog
        assert api.catalogs.get(catalog_id=1) is None

    def test_there_are_ten_at_most(self, api) -> None:
        for number in range(10):
            api.catalogs.create(name=f"List {number}")
        with pytest.raises(errors.Refused):
            api.catalogs.create(name="One more")

    def test_elements_have_fields(self, api, products) -> None:
        element_id = api.catalogs.create_element(
            catalog_id=products, name="Jacket", custom_fields=[field("SKU", "J-1"), field("PRICE", "18900")]
        )
        api.catalogs.update_element(catalog_id=products, element_id=element_id, custom_fields=[field("PRICE", "15900")])
        element = api.catalogs.element(catalog_id=products, element_id=element_id)

        assert element.name == "Jacket"
        assert {value.code: value.values[0]["value"] for value in element.custom_fields} == {
            "SKU": "J-1",
            "PRICE": "15900",
        }
        assert not element.is_deleted
        assert api.catalogs.element(catalog_id=products, element_id=1) is None

    def test_elements_are_found_by_words_and_by_ids(self, api, products) -> None:
        jacket = api.catalogs.create_element(catalog_id=products, name="Jacket")
        shoes = api.catalogs.create_element(catalog_id=products, name="Shoes")

        assert [element.id for element in api.catalogs.elements(catalog_id=products, words="shoe")] == [shoes]
        assert [element.id for element in api.catalogs.elements(catalog_id=products, ids=[jacket])] == [jacket]
        assert len(api.catalogs.elements(catalog_id=products)) == 2

    def test_a_field_that_is_not_there_is_named(self, api, products) -> None:
        with pytest.raises(errors.Invalid) as caught:
            api.catalogs.create_element(catalog_id=products, name="x", custom_fields=[field("NO", "1")])
        assert caught.value.problems[0].path == "custom_fields_values.0.field_code"


class TestChatTemplates:
    def test_they_are_listed_with_their_reviews(self, kommo, api) -> None:
        token = kommo.post("token", {})["access_token"]
        template = {"name": "Hello", "content": "Hi {{contact.name}}", "external_id": "hello", "type": "waba"}
        requests.post(
            f"{kommo.url}/api/v4/chats/templates",
            json=[template, template | {"external_id": "other"}],
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        ).raise_for_status()
        (found,) = api.chat_templates.all(external_ids=["hello"])
        kommo.post(f"templates/{found.id}/review", {"status": "rejected", "reject_reason": "Spam"})
        reviewed = api.chat_templates.get(template_id=found.id)

        assert (found.name, found.content, found.reviews) == ("Hello", "Hi {{contact.name}}", ())
        assert [(review.status, review.reject_reason) for review in reviewed.reviews] == [("rejected", "Spam")]

    def test_none_is_an_empty_list_and_an_unknown_one_is_none(self, api) -> None:
        assert api.chat_templates.all() == []
        assert api.chat_templates.get(template_id=1) is None
