import pytest

from agents.llm.extractive_model import ExtractiveModel
from agents.llm.types import ChatRequest, Passage, Turn

LONG = " ".join(f"Sentence number {n} is about nothing at all, and takes its time." for n in range(12))
DELIVERY = Passage(1, "Delivery", "Delivery costs 300 roubles.", 0.9, "en")


def ask(text: str, *passages: Passage, language: str = "en", confident: bool = True):
    request = ChatRequest("", [Turn("user", text)], list(passages), language, confident)
    return ExtractiveModel().answer(request)


class TestExtractiveModel:
    def test_it_quotes_what_was_found(self):
        answer = ask("How much is delivery?", DELIVERY)
        assert answer.text == "Here is what I found:\nDelivery costs 300 roubles."
        assert (answer.knows, answer.used, answer.model) == (True, [1], "built-in")

    def test_it_speaks_the_customers_language_around_a_quote_in_another(self):
        answer = ask("Сколько стоит доставка?", DELIVERY, language="ru")
        assert answer.text.startswith("Вот что мне известно; запись об этом у нас на другом языке:")
        assert answer.text.endswith("Delivery costs 300 roubles.")

    def test_of_a_long_passage_it_quotes_the_sentences_that_were_asked_about(self):
        passage = Passage(1, "All", f"{LONG} Parking costs 5 euros an hour. {LONG}", 0.9, "en")
        answer = ask("What does parking cost?", passage)
        assert "Parking costs 5 euros an hour." in answer.text
        assert len(answer.text) < 500

    @pytest.mark.parametrize("passages", [(), (DELIVERY,)])
    def test_it_says_that_it_does_not_know(self, passages):
        answer = ask("What is the weather?", *passages, confident=False)
        assert (answer.text, answer.knows) == ("I am sorry, I do not have the answer to that.", False)

    @pytest.mark.parametrize(
        ("language", "greeting", "says"),
        [
            ("en", "Hello!", "Hello! How can I help you?"),
            ("ru", "Добрый день", "Здравствуйте! Чем могу помочь?"),
            ("es", "¡Hola!", "¡Hola! ¿En qué puedo ayudarle?"),
            ("pt", "bom dia", "Olá! Como posso ajudar?"),
            ("de", "Hello", "Hello! How can I help you?"),
        ],
    )
    def test_it_greets_who_greets(self, language, greeting, says):
        assert ask(greeting, language=language).text == says

    def test_a_greeting_with_a_question_is_a_question(self):
        assert "300 roubles" in ask("Hello, how much is delivery?", DELIVERY).text
