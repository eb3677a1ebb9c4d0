import pytest

from knowledge.languages import KNOWN
from knowledge.lexicon import bm25
from knowledge.lexicon.keyboard import repaired
from knowledge.lexicon.spelling import nearest
from knowledge.lexicon.terms import concept_stems, terms


class TestTerms:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("вернуть куртку", "ru"), ("return of a jacket", "en")),
            (("сколько стоит доставка", "ru"), ("the price of shipping", "en")),
            (("какие способы оплаты", "ru"), ("payment", "en")),
            (("¿cuánto cuesta el envío?", "es"), ("quanto custa a entrega", "pt")),
        ],
    )
    def test_words_of_one_meaning_are_one_in_every_language(self, one, other):
        assert {term for term in terms(one[0], language=one[1]) if term.startswith("=")} >= set(
            terms(other[0], language=other[1])
        )

    def test_forms_of_a_word_are_one(self):
        assert terms("палатками", language="ru") == terms("палатка", language="ru")

    def test_courtesies_tell_nothing(self):
        assert terms("Здравствуйте! Подскажите, пожалуйста. Спасибо!", language="ru") == []
        assert terms("Hi there, could you please tell me? Thanks!", language="en") == []

    def test_latin_words_in_a_russian_text_are_english(self):
        assert terms("батареи duracell batteries", language="ru")[1:] == terms("duracell batteries", language="en")

    def test_a_wall_of_text_is_no_word(self):
        assert terms("ж" * 5000, language="ru") == []

    @pytest.mark.parametrize("language", KNOWN)
    def test_no_stem_stands_for_two_concepts(self, language, concept_words):
        seen: dict[str, str] = {}
        for concept, words in concept_words(language):
            for word in words:
                (term,) = terms(word, language=language) or [concept]
                assert seen.setdefault(word, concept) == concept
                assert term == concept, f"{word} is {term}, not {concept}"

    def test_every_known_language_has_concepts(self):
        assert all(len(concept_stems(language=language)) > 150 for language in KNOWN)


class TestSpelling:
    @pytest.mark.parametrize(
        ("typed", "meant"), [("дотавк", "доставк"), ("возрат", "возврат"), ("waranti", "warranti"), ("палтк", "палатк")]
    )
    def test_it_finds_the_word_that_was_meant(self, typed, meant):
        assert nearest(typed, ["дорог", "доставк", "возврат", "возвест", "warranti", "want", "палатк"]) == meant

    @pytest.mark.parametrize("typed", ["кот", "борщ", "2024", ""])
    def test_it_guesses_nothing_far_away(self, typed):
        assert nearest(typed, ["код", "доставк", "2025", "борт"]) is None


class TestKeyboard:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("crjkmrj cnjbn ljcnfdrf", "сколько стоит доставка"),
            ("tcnm kb e dfc gfhrjdrf&", "есть ли у вас парковка?"),
            ("zdravstvuyte, est li u vas dostavka", "здравствуйте, ест ли у вас доставка"),
            ("skolko stoit shchetka i chay", "сколко стоит щетка и чай"),
        ],
    )
    def test_it_reads_russian_in_latin_letters(self, typed, meant):
        assert repaired(typed) == meant

    @pytest.mark.parametrize(
        "text",
        [
            "how much is delivery",
            "return policy",
            "iPhone 15",
            "¿cuánto cuesta?",
            "quanto custa",
            "доставка",
            "",
            "12",
            "🙂",
        ],
    )
    def test_it_leaves_alone_what_is_meant_as_it_stands(self, text):
        assert repaired(text) is None


class TestBm25:
    def test_a_term_counts_less_with_every_repeat(self):
        once, twice, often = (bm25.impacts(["tent"] * count + ["x"] * 60)["tent"] for count in (1, 2, 20))
        assert once < twice < often < bm25.HIGHEST_IMPACT
        assert twice - once < once

    def test_a_rare_term_weighs_more(self):
        weights = [bm25.idf(passages_with_term=count, passages=100) for count in (0, 1, 10, 100)]
        assert weights == sorted(weights, reverse=True)
        assert weights[-1] > 0
