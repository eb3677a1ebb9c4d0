import pytest

from knowledge.languages import language_detect


class TestLanguageDetect:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Сколько стоит доставка?", "ru"),
            ("do you deliver", "en"),
            ("¿Cuánto cuesta el envío?", "es"),
            ("quanto custa", "pt"),
            ("We open at ten.\nWe close at nine.", "en"),
        ],
    )
    def test_it_knows_the_four(self, text, language):
        assert language_detect(text) == language

    @pytest.mark.parametrize(
        "text", ["", "  ", "300", "🙂👍", "Guten Tag, wie lange dauert die Lieferung nach Berlin?"]
    )
    def test_another_is_other(self, text):
        assert language_detect(text) == "xx"
