"""How an agent sounds, by the built-in model and by an own one."""

from typing import ClassVar

ASKED = "How much is delivery?"


class TestStyle:
    def test_tone_chooses_the_words_of_the_built_in_model(self, hears, decide):
        neutral = hears(ASKED)
        assert neutral.startswith("Here is what I found:")
        decide(style={"tone": "friendly"})
        assert hears(ASKED) == neutral.replace("Here", "Gladly! Here")
        decide(style={"tone": "businesslike"})
        assert hears(ASKED).startswith("Our information on your question:")

    def test_tone_is_told_to_an_own_model(self, hears, decide, model):
        model.will_obey(
            lambda body: "Dear friend!" if "warm and friendly" in body["messages"][0]["content"] else "Yes."
        )
        assert hears(ASKED) == "Yes."
        decide(style={"tone": "friendly"})
        assert hears(ASKED) == "Dear friend!"

    def test_formality_chooses_how_the_customer_is_addressed(self, hears, decide):
        assert hears("Привет") == "Здравствуйте! Чем могу помочь?"
        decide(style={"formality": "informal"})
        assert hears("Привет") == "Привет! Чем могу помочь?"

    def test_formality_is_told_to_an_own_model(self, hears, decide, model):
        model.will_obey(lambda body: "Вы" if "formally (вы" in body["messages"][0]["content"] else "Ты")
        assert hears("Привет") == "Ты"
        decide(style={"formality": "formal"})
        assert hears("Привет") == "Вы"

    def test_length_ends_an_answer_after_its_sentence(self, hears, decide, model):
        sentence = "One two three four five six seven eight nine ten."
        model.will_obey(lambda _body: " ".join([sentence] * 30))
        words = []
        for length in ("any", "long", "medium", "short"):
            decide(style={"length": length})
            words.append(len(hears(ASKED).split()))
        assert words == [300, 180, 90, 40]


class TestLanguage:
    RUSSIAN: ClassVar[str] = "Вот что мне известно"
    SPANISH: ClassVar[str] = "Esto es lo que encontré"

    def test_mode_says_whose_language_it_speaks(self, hears, decide):
        decide(language={"mode": "customer", "fixed": "ru"})
        assert hears(ASKED).startswith("Here is")
        decide(language={"mode": "fixed"})
        assert hears(ASKED).startswith(self.RUSSIAN)

    def test_fixed_is_the_language_of_every_answer(self, hears, decide):
        decide(language={"mode": "fixed", "fixed": "ru"})
        assert hears(ASKED).startswith(self.RUSSIAN)
        decide(language={"fixed": "es"})
        assert hears(ASKED).startswith(self.SPANISH)

    def test_allowed_languages_are_spoken_and_of_others_the_first(self, hears, decide):
        decide(language={"mode": "allowed", "allowed": ["es", "en"]})
        assert hears(ASKED).startswith("Here is")
        decide(language={"allowed": ["es", "ru"]})
        assert hears(ASKED).startswith(self.SPANISH)

    def test_an_own_model_is_told_which(self, hears, decide, model):
        model.will_obey(lambda body: "Sí." if "Answer in Spanish." in body["messages"][0]["content"] else "Yes.")
        assert hears(ASKED) == "Yes."
        decide(language={"mode": "fixed", "fixed": "es"})
        assert hears(ASKED) == "Sí."
