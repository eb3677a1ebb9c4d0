"""What is left to be answered of a message in which the customer also tells something."""

import pytest
from django.utils import timezone

from agents.answering import Situation
from agents.answering.remainder import left_of
from agents.extraction.types import Told
from agents.llm.types import Turn
from agents.models import Agent, AgentVersion
from agents.settings import AgentSettings

pytestmark = pytest.mark.usefixtures("tenant")


def left(*texts: str, told: tuple[Told, ...] = ()):
    situation = Situation(
        agent=Agent(),
        version=AgentVersion(),
        settings=AgentSettings(name="Anna"),
        turns=[Turn("user", text) for text in texts],
        now=timezone.now(),
        told=told,
    )
    return left_of(situation)


class TestLeftOf:
    @pytest.mark.parametrize(
        "text",
        [
            "меня зовут Олег, мой номер +7 921 555-44-33",
            "Здравствуйте! Меня зовут Олег Петров.",
            "8 921 555-44-33",
            "Моя почта: oleg@example.com",
            "Hello, my name is Ann and my phone is +44 20 7946 0958",
            "Me llamo Ana, mi correo es ana@example.com",
            "Meu nome é Ana, meu telefone é +55 11 96123-4567",
        ],
    )
    def test_of_a_message_that_only_tells_nothing_is_left(self, text):
        assert left(text).is_nothing

    @pytest.mark.parametrize(
        ("text", "about"),
        [
            ("меня зовут Олег, мой номер +7 921 555-44-33, хочу вернуть куртку", "хочу вернуть куртку"),
            ("My name is Ann, +44 20 7946 0958. I want to return a jacket", "I want to return a jacket"),
            ("oleg@example.com сколько стоит доставка", "сколько стоит доставка"),
        ],
    )
    def test_the_rest_is_what_is_answered(self, text, about):
        found = left(text)
        assert not found.is_no_more
        assert found.text.strip(" ,.") == about

    @pytest.mark.parametrize("text", ["Это ваш +7 921 555-44-33?", "What is your name?", "хочу вернуть куртку"])
    def test_a_question_is_no_news(self, text):
        assert not left(text).is_no_more

    def test_what_was_read_as_a_value_is_told_and_its_fields_name_with_it(self):
        told = (Told("120 тысяч", "Бюджет"),)
        assert left("Бюджет примерно 120 тысяч", told=told).is_no_more
        assert not left("Бюджет 120 тысяч, подберите лыжи для горы", told=told).is_no_more

    def test_a_bare_number_is_in_the_language_spoken_before(self):
        assert left("Здравствуйте, нужна помощь", "+7 921 555-44-33").language == "ru"
