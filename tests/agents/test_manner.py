import pytest

from agents.llm.frames import FRAMES, Frame, frame_of
from agents.manner import answer_language, manner_orders, shortened
from agents.settings.style import Language, Style

TEN = "One two three four five six seven eight nine {}."


class TestShortened:
    def test_it_ends_with_the_sentence_that_passes_the_length(self):
        text = " ".join(TEN.format(word) for word in ("first", "second", "third", "fourth", "fifth"))
        assert shortened(text, length="short") == text.removesuffix(" " + TEN.format("fifth"))

    @pytest.mark.parametrize("length", ["any", "medium", "long"])
    def test_what_is_short_enough_stays(self, length):
        text = " ".join([TEN.format("word")] * 8)
        assert shortened(text, length=length) == text

    def test_an_abbreviation_is_no_end(self):
        text = "слово " * 39 + "ул. Ленина, д. 5. А потом ещё что-то длинное."
        assert shortened(text, length="short").endswith("ул. Ленина, д. 5.")

    def test_without_an_end_nothing_is_cut(self):
        assert shortened("word " * 60, length="short") == "word " * 60


class TestFrames:
    @pytest.mark.parametrize("language", FRAMES)
    @pytest.mark.parametrize("tone", ["neutral", "friendly", "businesslike"])
    @pytest.mark.parametrize("formality", ["auto", "formal", "informal"])
    def test_every_one_is_whole(self, language, tone, formality):
        frame = frame_of(language=language, style=Style(tone=tone, formality=formality))
        assert isinstance(frame, Frame)
        assert not set("[]|") & set("".join(vars(frame).values()))

    def test_a_language_that_is_not_ours_is_answered_in_english(self):
        assert frame_of(language="xx", style=Style()).greeting == "Hello! How can I help you?"


class TestLanguage:
    def test_whose_it_is(self):
        allowed = Language(mode="allowed", allowed=["es", "ru"])
        assert answer_language(Language(), customers="pt") == "pt"
        assert answer_language(Language(mode="fixed", fixed="ru"), customers="pt") == "ru"
        assert [answer_language(allowed, customers=one) for one in ("ru", "en", "xx")] == ["ru", "es", "es"]

    def test_a_model_is_told_in_words(self):
        orders = manner_orders(
            style=Style(tone="businesslike", formality="formal", length="medium"),
            language=Language(mode="fixed", fixed="ru"),
            speak="ru",
        )
        assert "Answer in Russian." in orders
        assert "about 90 words" in orders
        assert "formally" in orders
