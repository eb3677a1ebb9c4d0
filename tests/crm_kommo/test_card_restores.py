"""What we wrote, taken back."""

import json
from datetime import date
from decimal import Decimal

import pytest

from crm_kommo import services
from crm_kommo.client.drafts import LeadDraft
from crm_kommo.errors import ChangedSince, OutcomeUnknown, Refused
from tests.crm_kommo.cards import (
    ADDRESS,
    CHECKBOX,
    CONTACT_ID,
    DAY,
    LEAD_ID,
    NUMBER,
    PHONE,
    SELECT,
    SEVERAL,
    TEXT,
    fill,
    fill_contact,
    held,
    time_passes,
)


def restore(changes, field: str, *, entity: str = "leads", card_id: int = LEAD_ID, key: str = "undo"):
    """As from a row in which the change was kept as JSON."""
    old, new = json.loads(json.dumps(changes.written[field]))
    return services.card_field_restore(
        entity=entity, card_id=card_id, field=field, old=old[1], new=new[1], key=f"{key}:{field}"
    )


class TestRestore:
    def test_every_kind_of_value_goes_back_to_what_it_was(self, shop) -> None:
        first = {
            SELECT: "Опт",
            TEXT: "Boots",
            NUMBER: Decimal(2),
            CHECKBOX: True,
            SEVERAL: ["Бег", "Лыжи"],
            DAY: date(2022, 1, 20),
            ADDRESS: {"city": "Lisboa"},
        }
        second = {
            SELECT: "Подбор обуви",
            TEXT: "Shoes",
            NUMBER: Decimal(3),
            CHECKBOX: False,
            SEVERAL: ["Город"],
            DAY: date(2023, 1, 20),
            ADDRESS: {"city": "Porto"},
        }
        fill(first, "first")
        before = shop.leads.get(lead_id=LEAD_ID).filled
        changes = fill(second, "second")
        for key in second:
            restore(changes, key)

        assert shop.leads.get(lead_id=LEAD_ID).filled == before

    def test_a_field_that_was_empty_is_emptied(self, shop) -> None:
        changes = fill({NUMBER: 2})
        restore(changes, NUMBER)

        assert held(shop, NUMBER) == []

    def test_name_and_price(self, shop) -> None:
        changes = fill({"name": "Ours", "price": 5})
        restore(changes, "name")
        restore(changes, "price")

        lead = shop.leads.get(lead_id=LEAD_ID)
        assert (lead.name, lead.price) == ("Куртка «Полярник», размер L", 18900)

    def test_of_phones_only_the_one_that_we_added_goes(self, shop) -> None:
        changes = fill_contact({PHONE: "+351900000999"})
        fill_contact({PHONE: "+351900000111"}, "a person's")
        restore(changes, PHONE, entity="contacts", card_id=CONTACT_ID)

        phones = shop.contacts.get(contact_id=CONTACT_ID).filled[735649]
        assert [phone["value"] for phone in phones] == ["+79000000101", "+351900000111"]

    def test_it_is_done_once_for_each_key(self, shop, kommo) -> None:
        changes = fill({TEXT: "Boots"})
        first = restore(changes, TEXT)
        fill({TEXT: "Boots"}, "again")

        assert restore(changes, TEXT) == first
        assert held(shop, TEXT) == ["Boots"]

    def test_after_a_lost_answer_it_is_looked_up(self, shop, kommo) -> None:
        changes = fill_contact({PHONE: "+351900000999"})
        kommo.forget_calls()
        kommo.fail("PATCH /api/v4/contacts", drop=True)
        with pytest.raises(OutcomeUnknown):
            restore(changes, PHONE, entity="contacts", card_id=CONTACT_ID)
        time_passes()
        restore(changes, PHONE, entity="contacts", card_id=CONTACT_ID)

        assert len(shop.contacts.get(contact_id=CONTACT_ID).filled[735649]) == 1


class TestRefused:
    def test_where_somebody_wrote_since(self, shop) -> None:
        changes = fill({TEXT: "Boots", "name": "Ours"})
        fill({TEXT: "a person's"}, "theirs")
        shop.leads.update(card_id=LEAD_ID, draft=LeadDraft(name="Theirs"))

        for key in (TEXT, "name"):
            with pytest.raises(ChangedSince):
                restore(changes, key)
        assert held(shop, TEXT) == ["a person's"]

    def test_a_phone_that_is_gone_already(self, shop) -> None:
        changes = fill_contact({PHONE: "+351900000999"})
        restore(changes, PHONE, entity="contacts", card_id=CONTACT_ID)

        with pytest.raises(ChangedSince):
            restore(changes, PHONE, entity="contacts", card_id=CONTACT_ID, key="twice")

    def test_a_field_that_does_not_exist(self, shop) -> None:
        with pytest.raises(Refused) as refused:
            services.card_field_restore(entity="leads", card_id=LEAD_ID, field="cf_1", old=[], new=[], key="k")

        assert refused.value.code == "unknown_field"
