"""Values of custom fields: read, written, changed. Tables, without a server."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crm_kommo.values.changes import field_changes
from crm_kommo.values.definitions import Choice, Definition
from crm_kommo.values.moments import day_of, second_of
from crm_kommo.values.multitext import Labelled, merged
from crm_kommo.values.prices import written_price
from crm_kommo.values.problems import NoSuchChoice, NotWritable, WrongKind
from crm_kommo.values.reading import Raw, read_values
from crm_kommo.values.required import missing_for_stage
from crm_kommo.values.texts import cut
from crm_kommo.values.writing import WRITERS, written

MOSCOW = ZoneInfo("Europe/Moscow")
CHOICES = (Choice(id=81, value="Lisbon", code=""), Choice(id=82, value="Porto", code="porto"))
PHONE = {"value": "+351 900 000 001", "enum_id": 552, "enum_code": "MOB"}


def field(kind: str, **members: Any) -> Definition:
    return Definition(id=1, name="Field", code="", type=kind, choices=CHOICES, **members)


def values_of(kind: str, wanted: Any) -> Any:
    return written(field(kind), wanted, zone=MOSCOW)["values"]


MIDNIGHT = 1_642_626_000  # 20 January 2022 in Moscow, 21:00 the day before in UTC
FILE = {"file_uuid": "u", "version_uuid": "v", "file_name": "a.pdf", "file_size": 9}

# type, what is wanted, what is sent, what Kommo then gives, what that means
EVERY_TYPE: list[tuple[str, Any, list[dict[str, Any]], list[dict[str, Any]], Any]] = [
    *(
        (kind, "Words", [{"value": "Words"}], [{"value": "Words"}], "Words")
        for kind in ("text", "textarea", "url", "streetaddress", "tracking_data")
    ),
    *(
        (kind, Decimal("1.50"), [{"value": "1.50"}], [{"value": "1.5"}], Decimal("1.5"))
        for kind in ("numeric", "monetary", "price")
    ),
    ("checkbox", False, [{"value": False}], [{"value": False}], False),
    *(
        (kind, "Porto", [{"enum_id": 82}], [{"value": "Porto", "enum_id": 82, "enum_code": "porto"}], "Porto")
        for kind in ("select", "radiobutton", "category")
    ),
    (
        "multiselect",
        ["Porto", "lisbon ", 81],
        [{"enum_id": 82}, {"enum_id": 81}],
        [{"value": "Porto", "enum_id": 82}, {"value": "Lisbon", "enum_id": 81}],
        ("Porto", "Lisbon"),
    ),
    (
        "multitext",
        [Labelled("+1", "HOME"), "+2"],
        [{"value": "+1", "enum_code": "HOME"}, {"value": "+2", "enum_code": "WORK"}],
        [{"value": "+1", "enum_id": 5, "enum_code": "HOME"}, {"value": "+2", "enum": "WORK"}],
        (Labelled("+1", "HOME"), Labelled("+2", "WORK")),
    ),
    ("date", "2022-01-20", [{"value": MIDNIGHT}], [{"value": MIDNIGHT}], date(2022, 1, 20)),
    ("birthday", date(2022, 1, 20), [{"value": MIDNIGHT}], [{"value": MIDNIGHT}], date(2022, 1, 20)),
    (
        "date_time",
        "2022-01-20T00:00",
        [{"value": MIDNIGHT}],
        [{"value": MIDNIGHT}],
        datetime(2022, 1, 20, tzinfo=MOSCOW),
    ),
    (
        "smart_address",
        {"country": "PT", "city": "Porto"},
        [{"value": "Porto", "enum_code": "city"}, {"value": "PT", "enum_code": "country"}],
        [{"value": "Porto", "enum_id": 3, "enum_code": "city"}],
        {"city": "Porto"},
    ),
    ("legal_entity", {"name": "Lda"}, [{"value": {"name": "Lda"}}], [{"value": {"name": "Lda"}}], ({"name": "Lda"},)),
    ("items", [{"sku": "1"}], [{"value": {"sku": "1"}}], [{"value": {"sku": "1"}}], ({"sku": "1"},)),
    (
        "linked_entity",
        {"entity_id": 7},
        [{"value": {"entity_id": 7}}],
        [{"value": {"entity_id": 7}}],
        ({"entity_id": 7},),
    ),
    (
        "chained_list",
        [(5, 7)],
        [{"catalog_id": 5, "catalog_element_id": 7}],
        [{"catalog_id": 5, "catalog_element_id": 7}],
        ((5, 7),),
    ),
    ("file", FILE, [{"value": FILE}], [{"value": FILE}], (FILE,)),
]


class TestEveryType:
    @pytest.mark.parametrize(
        ("kind", "wanted", "sent", "given", "meant"), EVERY_TYPE, ids=[row[0] for row in EVERY_TYPE]
    )
    def test_it_is_written_and_read(self, kind, wanted, sent, given, meant) -> None:
        assert values_of(kind, wanted) == sent
        assert read_values(kind, given, zone=MOSCOW) == meant

    def test_there_is_a_row_for_each(self) -> None:
        assert {row[0] for row in EVERY_TYPE} == set(WRITERS)

    @pytest.mark.parametrize("kind", ["some_future_type", "payer", "supplier", "org_legal_name"])
    def test_cf_01_an_unknown_type_is_never_written(self, kind) -> None:
        with pytest.raises(NotWritable):
            values_of(kind, "x")

    def test_cf_01_an_unknown_type_is_read_raw(self) -> None:
        given = [{"value": {"anything": [1, 2]}}]

        assert read_values("some_future_type", given, zone=MOSCOW) == Raw(({"value": {"anything": [1, 2]}},))
        assert read_values("date", [{"value": "soon"}], zone=MOSCOW) == Raw(({"value": "soon"},))

    def test_what_kommo_computes_is_not_written(self) -> None:
        with pytest.raises(NotWritable):
            written(field("numeric", is_computed=True), 5, zone=MOSCOW)

    def test_cf_02_what_was_read_is_never_what_is_sent(self) -> None:
        assert values_of("select", CHOICES[1]) == [{"enum_id": 82}]
        assert "enum_id" not in json.dumps(values_of("multitext", [Labelled("+1", "MOB")]))

    @pytest.mark.parametrize("empty", [None, "", [], (), {}])
    def test_cf_06_nothing_clears(self, empty) -> None:
        assert values_of("text", empty) is None

    @pytest.mark.parametrize(
        ("kind", "wanted"),
        [("numeric", "two"), ("numeric", True), ("numeric", "NaN"), ("checkbox", "yes"), ("date", "tomorrow"),
         ("date_time", date(2022, 1, 1)), ("smart_address", {"planet": "Earth"}), ("text", ["x"]), ("file", "x"),
         ("chained_list", "x")],
    )  # fmt: skip
    def test_a_wrong_kind_is_told_before_anything_is_sent(self, kind, wanted) -> None:
        with pytest.raises(WrongKind):
            values_of(kind, wanted)


class TestChoices:
    def test_cf_03_a_choice_whose_id_is_gone_is_found_by_its_text(self) -> None:
        assert values_of("select", Choice(id=999, value="Porto", code="")) == [{"enum_id": 82}]

    def test_cf_03_one_that_is_not_there_names_those_that_are(self) -> None:
        with pytest.raises(NoSuchChoice) as caught:
            values_of("select", "Braga")
        assert caught.value.choices == ("Lisbon", "Porto")


class TestPhones:
    def test_cf_04_what_is_there_stays_and_the_same_number_comes_once(self) -> None:
        found = merged([PHONE], add=[Labelled("+351900000001"), Labelled("+351900000002")])

        assert found == [Labelled("+351 900 000 001", "MOB"), Labelled("+351900000002")]

    def test_cf_04_addresses_are_compared_whatever_their_case(self) -> None:
        there = [{"value": "Ana@Example.com", "enum_code": "PRIV"}]

        assert len(merged(there, add=[Labelled("ana@example.com ")])) == 1
        assert merged(there, add=[], remove=["ANA@example.com"]) == []

    def test_cf_04_kinds_go_by_code_for_ids_differ_between_accounts(self) -> None:
        [one] = field_changes(
            wanted={1: "+7"}, present={1: [PHONE]}, definitions={1: field("multitext")}, zone=MOSCOW
        ).writes

        assert one["values"] == [
            {"value": "+351 900 000 001", "enum_code": "MOB"},
            {"value": "+7", "enum_code": "WORK"},
        ]


class TestTexts:
    @pytest.mark.parametrize("text", ["🏔" * 300, "a" + "🏔" * 300, "é" * 300, "x" * 255])
    def test_cf_07_long_texts_are_cut_between_characters(self, text) -> None:
        short = cut(text, longest=255)

        assert len(short.encode("utf-16-le")) // 2 <= 255
        assert text.startswith(short)
        assert len(short) >= 127

    def test_cf_07_a_short_one_stays(self) -> None:
        assert cut("Ana 🏔", longest=255) == "Ana 🏔"


class TestPrices:
    @pytest.mark.parametrize(
        ("amount", "whole", "cents"),
        [("2147483648", 2147483648, 2147483648), ("10.99", 11, 10.99), ("10.5", 11, 10.5), ("80", 80, 80),
         ("0.004", 0, 0), ("-3.50", -4, -3.5), ("9999999999999.99", 10000000000000, 9999999999999.99)],
    )  # fmt: skip
    def test_cf_08_cents_are_kept_where_the_account_has_them(self, amount, whole, cents) -> None:
        assert written_price(Decimal(amount), has_minor_units=False) == whole
        assert written_price(Decimal(amount), has_minor_units=True) == cents

    @pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e15"])
    def test_cf_08_what_is_no_price_is_refused(self, amount) -> None:
        with pytest.raises(ValueError, match="is no price"):
            written_price(Decimal(amount), has_minor_units=True)


class TestDates:
    @pytest.mark.parametrize("zone", ["Europe/Moscow", "America/Sao_Paulo", "Pacific/Auckland", "UTC"])
    def test_cf_09_a_day_is_the_same_day_there_and_back(self, zone) -> None:
        day = date(2026, 3, 29)

        assert day_of(second_of(day, zone=ZoneInfo(zone)), zone=ZoneInfo(zone)) == day

    def test_cf_09_midnight_in_the_accounts_zone_is_the_evening_before_elsewhere(self) -> None:
        assert day_of(MIDNIGHT, zone=MOSCOW) == date(2022, 1, 20)
        assert datetime.fromtimestamp(MIDNIGHT, UTC).date() == date(2022, 1, 19)

    def test_cf_09_a_day_imported_as_midnight_utc_is_that_day(self) -> None:
        assert day_of(316_483_200, zone=ZoneInfo("America/New_York")) == date(1980, 1, 12)


class TestChanges:
    def test_cf_02_only_what_differs_is_written(self) -> None:
        definitions = {1: field("select"), 2: field("numeric"), 3: field("text")}
        present = {1: [{"value": "Porto", "enum_id": 82, "enum_code": "porto"}], 2: [{"value": "80.00"}]}
        changes = field_changes(
            wanted={1: "Porto", 2: 80, 3: None}, present=present, definitions=definitions, zone=MOSCOW
        )

        assert changes.writes == []

    def test_cf_10_what_a_person_changed_meanwhile_stays(self) -> None:
        changes = field_changes(
            wanted={1: "Lisbon"},
            seen={},
            present={1: [{"value": "Porto", "enum_id": 82}]},
            definitions={1: field("select")},
            zone=MOSCOW,
        )

        assert (changes.writes, changes.conflicts) == ([], [1])

    def test_a_problem_of_one_field_does_not_stop_the_others(self) -> None:
        definitions = {1: field("select"), 2: Definition(id=2, name="", code="", type="text")}
        changes = field_changes(wanted={1: "Braga", 2: "x"}, present={}, definitions=definitions, zone=MOSCOW)

        assert [write["field_id"] for write in changes.writes] == [2]
        assert isinstance(changes.problems[0], NoSuchChoice)

    def test_cf_11_a_field_that_the_stage_requires_is_named(self) -> None:
        required = field("text", required_stages=((900, 9002),))

        assert missing_for_stage([required], filled={}, pipeline_id=900, status_id=9002) == [required]
        assert missing_for_stage([required], filled={}, pipeline_id=901, status_id=9002) == []
        assert missing_for_stage([required], filled={1: [{"value": "x"}]}, pipeline_id=900, status_id=9002) == []
