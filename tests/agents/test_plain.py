import time

import pytest

from agents.llm.plain import plain_text


class TestPlainText:
    @pytest.mark.parametrize(
        ("markdown", "plain"),
        [
            ("We rent **two-person tents** and __boats__.", "We rent two-person tents and boats."),
            ("## Prices\nFrom 15 EUR", "Prices\nFrom 15 EUR"),
            ("| Tent | Price |\n|---|---:|\n| Two-person | 15 EUR |", "Tent · Price\nTwo-person · 15 EUR"),
            ("[Our shop](https://shop.test/a)", "Our shop: https://shop.test/a"),
            ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
            ("", ""),
        ],
    )
    def test_it_says_the_same_without_marks(self, markdown, plain):
        assert plain_text(markdown) == plain

    @pytest.mark.parametrize("text", ["**" * 50_000, "[" * 100_000, "**a" * 30_000, "__ " * 30_000])
    def test_rubbish_takes_no_time(self, text):
        began = time.process_time()
        plain_text(text)
        assert time.process_time() - began < 5
