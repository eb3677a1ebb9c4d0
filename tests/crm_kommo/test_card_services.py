"""Cards read and written for agents: what stands at the stand-in afterwards, once for each key."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from crm_kommo import services
from crm_kommo.client.drafts import LeadDraft
from crm_kommo.errors import OutcomeUnknown, Refused, TryLater
from crm_kommo.models import Lead, OutgoingWrite
from tests.crm_kommo.cards import (
    ADDRESS,
    CHECKBOX,
    CONTACT_ID,
    DAY,
    LEAD_ID,
    LONG,
    NUMBER,
    PHONE,
    SELECT,
    SEVERAL,
    TEXT,
    UTM,
    fill,
    fill_contact,
    held,
    time_passes,
)

PATCH = f"PATCH /api/v4/leads/{LEAD_ID}"


class TestWritten:
    def test_every_kind_of_value(self, shop) -> None:
        wanted = {
            "name": "Boots for Ana",
            "price": Decimal("99.6"),
            SELECT: "опт",
            TEXT: "Boots",
            NUMBER: Decimal("2.5"),
            CHECKBOX: False,
            SEVERAL: ["Бег", 908133],
            DAY: date(2022, 1, 20),
            ADDRESS: {"city": "Lisboa", "zip": "1000"},
        }
        changes = fill(wanted)
        lead = shop.leads.get(lead_id=LEAD_ID)

        assert set(changes.written) == set(wanted)
        assert (lead.name, lead.price) == ("Boots for Ana", 100)
        assert [held(shop, key) for key in (SELECT, TEXT, NUMBER, CHECKBOX, DAY)] == [
            ["Опт"],
            ["Boots"],
            ["2.5"],
            [False],
            [1_642_626_000],
        ]
        assert set(held(shop, SEVERAL)) == {"Бег", "Лыжи"}
        assert held(shop, ADDRESS) == ["Lisboa", "1000"]

    def test_old_and_new_are_told_as_people_read_them(self, shop) -> None:
        changes = fill({"price": 500, SELECT: "Опт", TEXT: "Куртка «Полярник»", DAY: date(2022, 1, 20)})

        texts = {key: (change.old.text, change.new.text) for key, change in changes.written.items()}
        assert texts == {"price": ("18900", "500"), SELECT: ("Подбор одежды", "Опт"), DAY: ("", "2022-01-20")}
        assert changes.unchanged == [TEXT]

    def test_what_cannot_be_written_is_told_and_the_rest_is_written(self, shop) -> None:
        wanted = {
            SELECT: "Ничего такого",
            NUMBER: "many",
            UTM: "x",
            "status_id": 142,
            "cf_1": "x",
            "name": "",
            LONG: "y",
        }
        changes = fill(wanted)

        assert {key: problem.code for key, problem in changes.problems.items()} == {
            SELECT: "no_such_choice",
            NUMBER: "wrong_kind",
            UTM: "not_writable",
            "status_id": "not_writable",
            "cf_1": "unknown_field",
            "name": "wrong_kind",
        }
        assert "Опт" in changes.problems[SELECT].message
        assert list(changes.written) == [LONG]

    def test_a_phone_is_added_and_never_emptied(self, shop) -> None:
        for key, wanted in (("1", "+351900000999"), ("2", "+351 900 000 999"), ("3", None)):
            fill_contact({PHONE: wanted}, key)

        phones = shop.contacts.get(contact_id=CONTACT_ID).filled[735649]
        assert [phone["value"] for phone in phones] == ["+79000000101", "+351900000999"]

    def test_the_mirror_knows_at_once(self, shop) -> None:
        fill({TEXT: "Boots", "price": 7})

        view = services.card_read(entity="leads", card_id=LEAD_ID, max_age=timedelta(hours=1))
        assert (view.fields[TEXT].text, view.fields["price"].value) == ("Boots", 7)

    def test_where_nothing_differs_nothing_is_sent(self, shop, kommo) -> None:
        changes = fill({TEXT: "Куртка «Полярник»", "price": "18900,00"})

        assert changes.unchanged == [TEXT, "price"]
        assert kommo.calls("PATCH") == []
        assert not OutgoingWrite.objects.exists()


class TestPersons:
    def test_what_a_person_changed_since_stays(self, shop, kommo) -> None:
        view = services.card_read(entity="leads", card_id=LEAD_ID, max_age=timedelta(0))
        shop.leads.update(card_id=LEAD_ID, draft=LeadDraft(name="Theirs"))
        changes = fill({"name": "Ours", TEXT: "Boots"}, seen=view.raw)

        assert (changes.conflicts, list(changes.written)) == (["name"], [TEXT])
        assert shop.leads.get(lead_id=LEAD_ID).name == "Theirs"


class TestOnce:
    def test_it_is_written_once_for_each_key(self, shop, kommo) -> None:
        first = fill({TEXT: "Boots"})
        shop.leads.update(card_id=LEAD_ID, draft=LeadDraft(name="x"))
        kommo.forget_calls()

        assert fill({TEXT: "Boots"}) == first
        assert kommo.calls("/api/v4/") == []

    def test_after_a_lost_answer_it_is_looked_up_not_written_again(self, shop, kommo) -> None:
        kommo.fail(PATCH, cut=True)
        with pytest.raises(OutcomeUnknown):
            fill({TEXT: "Boots", "price": 5})
        with pytest.raises(TryLater):
            fill({TEXT: "Boots", "price": 5})
        time_passes()
        changes = fill({TEXT: "Boots", "price": 5})

        assert changes.written["price"].old.text == "18900"
        assert set(changes.written) == {TEXT, "price"}
        assert len(kommo.calls(PATCH)) == 1

    def test_what_never_arrived_is_written_after_all(self, shop, kommo) -> None:
        kommo.fail(PATCH, drop=True)
        with pytest.raises(OutcomeUnknown):
            fill({TEXT: "Boots", "price": 18900, NUMBER: "many"})
        time_passes()
        changes = fill({TEXT: "Boots", "price": 18900, NUMBER: "many"})

        assert (list(changes.written), changes.unchanged, list(changes.problems)) == ([TEXT], ["price"], [NUMBER])
        assert held(shop, TEXT) == ["Boots"]

    def test_what_never_arrived_does_not_overwrite_a_person(self, shop, kommo) -> None:
        kommo.fail(PATCH, drop=True)
        with pytest.raises(OutcomeUnknown):
            fill({TEXT: "Boots", LONG: "two"})
        time_passes()
        fill({TEXT: "Theirs"}, "theirs")
        changes = fill({TEXT: "Boots", LONG: "two"})

        assert (changes.conflicts, list(changes.written)) == ([TEXT], [LONG])
        assert held(shop, TEXT) == ["Theirs"]

    def test_a_read_that_fails_is_no_write(self, shop, kommo) -> None:
        kommo.fail(f"GET /api/v4/leads/{LEAD_ID}", status=503, times=5)
        with pytest.raises(TryLater):
            fill({TEXT: "Boots"})
        assert not OutgoingWrite.objects.exists()

    def test_a_refusal_is_told_and_may_be_tried_again(self, shop, kommo) -> None:
        kommo.fail(PATCH, status=402)
        with pytest.raises(Refused):
            fill({TEXT: "Boots"})
        assert OutgoingWrite.objects.get().outcome == "refused"

        assert list(fill({TEXT: "Boots"}).written) == [TEXT]

    def test_a_card_that_does_not_exist(self, shop) -> None:
        with pytest.raises(Refused) as refused:
            services.card_fields_set(entity="leads", card_id=1, wanted={TEXT: "x"}, key="k")

        assert refused.value.code == "not_found"

    def test_a_renewed_choice_is_found(self, shop, kommo) -> None:
        choices = ["Подбор одежды", "Опт"]
        shop.fields.set_choices(entity="leads", field_id=564832, choices=choices)
        fill({SELECT: "Опт"})

        assert held(shop, SELECT) == ["Опт"]
        assert [call["status"] for call in kommo.calls(PATCH)] == [400, 200]

    def test_what_could_not_be_read_back_is_doubted(self, shop, kommo) -> None:
        services.card_read(entity="leads", card_id=LEAD_ID, max_age=timedelta(0))
        kommo.fail(f"GET /api/v4/leads/{LEAD_ID}", delay=0)  # the read before the write
        kommo.fail(f"GET /api/v4/leads/{LEAD_ID}", status=403)
        changes = fill({TEXT: "Boots"})

        assert changes.written[TEXT].new.text == "Boots"
        assert Lead.objects.get(kommo_id=LEAD_ID).doubted_at
