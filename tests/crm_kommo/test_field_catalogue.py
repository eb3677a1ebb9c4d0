"""Fields by their keys, what stands in them, and a card as texts."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from crm_kommo import selectors, services
from crm_kommo.client.drafts import CompanyDraft
from crm_kommo.errors import TryLater
from crm_kommo.field_catalogue import custom_id
from crm_kommo.models import Contact, Field
from tests.crm_kommo.cards import CHECKBOX, CONTACT_ID, LEAD_ID, PHONE, SELECT, TEXT, UTM

HOUR = timedelta(hours=1)


class TestCatalogue:
    def test_standard_fields_come_first_then_those_of_kommo(self, shop) -> None:
        leads = selectors.field_catalogue("leads")

        assert list(leads)[:4] == ["name", "price", "pipeline_id", "status_id"]
        assert (leads["price"].name, leads["price"].type, leads["price"].is_writable) == ("Sale", "price", True)
        assert (leads[SELECT].name, leads[SELECT].type, leads[SELECT].choices[3].value) == (
            "Тип услуги",
            "select",
            "Опт",
        )
        assert "price" not in selectors.field_catalogue("contacts")

    def test_what_can_be_written(self, shop) -> None:
        Field.objects.filter(kommo_id=564838).update(is_computed=True)
        Field.objects.filter(kommo_id=564840).update(type="of tomorrow")
        writable = {key for key, field in selectors.field_catalogue("leads").items() if field.is_writable}

        assert {"name", "price", SELECT, TEXT} <= writable
        assert not writable & {"status_id", "tags", "created_at", UTM, "cf_564838", "cf_564840", "cf_564862"}
        assert not any(field.is_writable for field in selectors.field_catalogue("companies").values())

    def test_one_query_for_all_kinds_of_cards(self, shop) -> None:
        Field.objects.filter(kommo_id=564834).update(is_missing=True)
        with CaptureQueriesContext(database) as queries:
            catalogues = selectors.field_catalogues()

        assert len(queries) == 1
        assert set(catalogues) == {"leads", "contacts", "companies"}
        assert catalogues["leads"][TEXT].is_missing

    @pytest.mark.parametrize(("key", "id_"), [("cf_7", 7), ("7", None), ("cf_x", None), ("cf_", None), ("name", None)])
    def test_keys_of_custom_fields(self, key, id_) -> None:
        assert custom_id(key) == id_


class TestSamples:
    def test_a_few_different_values_of_the_newest_cards(self, shop, kommo) -> None:
        for lead in kommo.get("leads")["leads"]:
            services.lead_fresh(lead_id=lead["id"], max_age=HOUR)
        catalogue = selectors.field_catalogue("leads")
        with CaptureQueriesContext(database) as queries:
            samples = selectors.field_samples("leads", catalogue=catalogue, most=2)

        assert len(queries) == 3
        assert "Новая заявка" in selectors.field_samples("leads", catalogue=catalogue, most=9)["status_id"]
        assert len(samples["name"]) == 2
        assert "18,900" in selectors.field_samples("leads", catalogue=catalogue, most=20)["price"]
        assert all(len(set(values)) == len(values) <= 2 for values in samples.values())


class TestCard:
    def test_a_lead_as_texts(self, shop) -> None:
        fields = services.card_read(entity="leads", card_id=LEAD_ID, max_age=HOUR).fields

        texts = {key: fields[key].text for key in ("status_id", "pipeline_id", "responsible_user_id", SELECT, "tags")}
        assert texts == {
            "status_id": "Новая заявка",
            "pipeline_id": "GENERATION LEAD",
            "responsible_user_id": "Анна Северова",
            SELECT: "Подбор одежды",
            "tags": "горячий",
        }
        assert (fields["status_id"].raw, fields[CHECKBOX].value, fields[CHECKBOX].text) == (89860455, True, "yes")
        assert (fields["price"].value, fields["price"].text) == (18900, "18900.00")
        assert fields["created_at"].value.utcoffset() == timedelta(hours=3)
        assert (fields["cf_564836"].value, fields["cf_564836"].text) == (None, "")
        assert fields.keys() == selectors.field_catalogue("leads").keys()

    def test_a_contact_is_read_when_the_mirror_is_old(self, shop, kommo) -> None:
        Contact.objects.all().delete()
        view = services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=HOUR)
        services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=HOUR)
        assert view.fields[PHONE].value == ["+79000000101"]
        assert len(kommo.calls("GET /api/v4/contacts")) == 1

        services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=timedelta(0))
        assert len(kommo.calls("GET /api/v4/contacts")) == 2

    def test_a_contact_that_was_only_mentioned_is_read(self, shop, connected) -> None:
        Contact.objects.all().delete()
        Contact.objects.create(connection=connected, kommo_id=CONTACT_ID, name="As the messenger shows it")
        view = services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=HOUR)

        assert view.fields["name"].text == "Мария Соколова"

    def test_while_kommo_is_away_the_mirror_is_better_than_nothing(self, shop, kommo) -> None:
        services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=HOUR)
        kommo.fail("GET /api/v4/contacts", status=503, times=20)
        view = services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=timedelta(0))

        assert view.fields["name"].text == "Мария Соколова"
        Contact.objects.all().delete()
        with pytest.raises(TryLater):
            services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=HOUR)

    def test_a_company(self, shop) -> None:
        [made] = shop.companies.create(drafts=[CompanyDraft(name="Lda")])

        assert services.card_read(entity="companies", card_id=made.id, max_age=HOUR).fields["name"].text == "Lda"

    def test_what_does_not_exist(self, shop) -> None:
        assert services.card_read(entity="contacts", card_id=1, max_age=HOUR) is None
        assert services.card_read(entity="leads", card_id=1, max_age=HOUR) is None
