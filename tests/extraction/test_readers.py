"""Single readers: what stands in the words, and what does not."""

from zoneinfo import ZoneInfo

import pytest

from agents.extraction.finding import findings
from agents.extraction.quotes import quote_find
from agents.extraction.types import FieldSpec, Kind, Place, Rule, Said
from agents.settings.entry import EntryOptions
from crm_kommo.card_view import value_words
from tests.extraction.dialogues import NOW

RUSSIA = Place(zone=ZoneInfo("Europe/Moscow"), region="RU")
AMERICA = Place(zone=ZoneInfo("America/New_York"), region="US")


def read(kind: Kind, name: str, text: str, *, place: Place = RUSSIA, choices: tuple[str, ...] = (), **options) -> str:
    """The value that would be written, "" for none."""
    spec = FieldSpec(card="lead", key="field", name=name, kind=kind, choices=choices)
    rule = Rule(spec=spec, order=1, options=EntryOptions(**options))
    said = [Said(message_id="1", author="customer", text=text, at=NOW)]
    [found] = findings(rules=[rule], said=said, place=place)
    return value_words(found.candidate.value) if found.skipped is None else ""


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("Бюджет 15 тыс", "15000"),
            ("бюджет 15тыс. рублей", "15000"),
            ("budget 50k", "50000"),
            ("budget is 1,200.50", "1200.5"),
            ("presupuesto 1.200,50", "1200.5"),
            ("бюджет 1 500 000", "1500000"),
            ("бюджет 2,5 млн", "2500000"),
            ("бюджет 15-20 тыс", ""),
            ("бюджет от 10 до 20", ""),
            ("бюджет обсудим, мой номер 89161234567", ""),
            ("бюджет обсудим 12.05.2027 в 15:00", ""),
            ("бюджет? art-100", ""),
        ],
    )
    def test_sums(self, text, value):
        assert read(Kind.MONEY, "Бюджет", text.replace("budget", "бюджет").replace("presupuesto", "бюджет")) == value

    def test_of_several_the_one_its_word_points_to(self):
        assert read(Kind.NUMBER, "Людей", "нас 4 людей, 2 ночи") == "4"

    def test_a_number_that_nothing_points_to_is_unsure(self):
        assert read(Kind.NUMBER, "Людей", "мне 4 и 2") == ""


class TestDays:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("12 мая", "2027-05-12"),
            ("до 1-го декабря", "2026-12-01"),
            ("завтра", "2026-11-19"),
            ("через 3 дня", "2026-11-21"),
            ("in two weeks", ""),
            ("in 2 weeks", "2026-12-02"),
            ("el lunes", "2026-11-23"),
            ("next Friday", ""),
            ("на днях", ""),
            ("когда-нибудь в мае", ""),
            ("31.02.2027", ""),
            ("версия 1.2.2027.5", ""),
            ("por la mañana", ""),
            ("12 или 13 мая", "2027-05-13"),
            ("12 мая или 13 мая", ""),
        ],
    )
    def test_only_what_the_words_say(self, text, value):
        assert read(Kind.DAY, "Дата", text) == value

    def test_the_country_sets_the_order(self):
        assert read(Kind.DAY, "Date", "03/04/2027") == "2027-04-03"
        assert read(Kind.DAY, "Date", "03/04/2027", place=AMERICA) == "2027-03-04"

    def test_a_birthday_needs_its_year_and_its_word(self):
        assert read(Kind.BIRTHDAY, "День рождения", "родился 12 мая") == ""
        assert read(Kind.BIRTHDAY, "День рождения", "родился 12 мая 1990") == "1990-05-12"
        assert read(Kind.BIRTHDAY, "День рождения", "приду 12 мая 1990") == ""


class TestChoices:
    COLOURS = ("Красный", "Синий", "Тёмно-синий")

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("красную", "Красный"),
            ("темно-синий", "Тёмно-синий"),
            ("не красную", ""),
            ("красную или синюю", ""),
            ("красную. Нет, лучше синюю", "Синий"),
            ("красно", "Красный"),
            ("прекрасно", ""),
        ],
    )
    def test_words(self, text, value):
        assert read(Kind.CHOICE, "Цвет", text, choices=self.COLOURS) == value

    def test_misspelt_and_no_other(self):
        assert read(Kind.CHOICE, "Город", "живу в Новосибиске", choices=("Новосибирск", "Омск")) == "Новосибирск"

    def test_yes_alone_is_no_choice_of_just_any_field(self):
        assert read(Kind.CHOICE, "Клиент", "Да, спасибо", choices=("Да", "Нет")) == ""

    def test_several(self):
        assert read(Kind.CHOICES, "Интересы", "бег, лыжи, но не город", choices=("Бег", "Лыжи", "Город")) == "Бег, Лыжи"


class TestOthers:
    def test_a_link(self):
        assert read(Kind.URL, "Сайт", "наш сайт www.shop.ru/a?b=1, пишите") == "https://www.shop.ru/a?b=1"
        assert read(Kind.URL, "Сайт", "пишите на ivan@shop.ru") == ""

    def test_a_pattern_that_takes_for_ever_finds_nothing(self):
        assert read(Kind.TEXT, "Код", "a" * 60 + "!", pattern=r"(a+)+\d") == ""

    def test_a_pattern_that_is_none_finds_nothing(self):
        assert read(Kind.TEXT, "Код", "AB-12", pattern="(") == ""

    @pytest.mark.parametrize("text", ["I'm sorry", "Это важно", "my name is not important", "soy de Madrid"])
    def test_what_is_no_name(self, text):
        assert read(Kind.NAME, "Name", text) == ""


class TestQuotes:
    def test_case_blanks_and_marks_do_not_count_but_edges_of_words_do(self):
        assert quote_find("Хочу  ещё\nсинюю", "«хочу еще синюю!»") == (0, 15)
        assert quote_find("номер 12345", "номер 123") is None
        assert quote_find("abc", "  ") is None
