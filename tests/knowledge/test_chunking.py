import time

import pytest

from knowledge.chunking import LARGEST, OVERLAP, passages

SENTENCE = "Заказ номер {} привезёт курьер в течение двух рабочих дней. "


class TestPassages:
    def test_a_short_article_is_one(self):
        (only,) = passages("# Delivery\n\nA courier brings it.\n\n## Abroad\n\nNot yet.")
        assert [sentence.text for sentence in only.sentences] == ["A courier brings it.", "Not yet."]

    @pytest.mark.parametrize("text", ["", "  \n\n", "---\n\n----", "# Only a heading"])
    def test_a_text_without_sentences_gives_none(self, text):
        assert passages(text) == []

    def test_a_long_article_is_cut_between_sentences(self):
        found = passages("".join(SENTENCE.format(number) for number in range(80)))
        assert len(found) > 3
        assert all(len(passage.text) <= LARGEST and passage.text.endswith(".") for passage in found)
        assert all(len(passage.text) >= 800 for passage in found[:-1])

    def test_neighbours_share_their_last_sentences(self):
        found = passages("".join(SENTENCE.format(number) for number in range(80)))
        for before, after in zip(found, found[1:], strict=False):
            assert 100 <= before.end - after.start <= OVERLAP

    def test_the_offsets_lead_to_the_text(self):
        text = "# One\r\n\r\nFirst. Second.\n\n## Two\n" + "".join(SENTENCE.format(number) for number in range(40))
        assert all(text[passage.start : passage.end] == passage.text for passage in passages(text))

    def test_every_sentence_is_in_one_of_them(self):
        text = "".join(SENTENCE.format(number) for number in range(100))
        together = " ".join(passage.text for passage in passages(text))
        assert all(SENTENCE.format(number).strip() in together for number in range(100))

    def test_a_table_row_is_never_cut(self):
        rows = [f"| Tent of {number} places | {number}00 RUB. Cheap! | {'x' * 60} |" for number in range(30)]
        found = passages("\n".join(["| What | Price | Note |", "|---|---|---|", *rows]))
        assert [row for row in rows if not any(row in passage.text for passage in found)] == []
        assert {sentence.text for passage in found for sentence in passage.sentences} >= set(rows)

    def test_a_list_item_is_never_cut(self):
        items = [f"- Item {number}. It has two sentences, and {'long ' * 20}ones." for number in range(20)]
        found = passages("\n".join(items))
        assert [item for item in items if not any(item in passage.text for passage in found)] == []

    def test_a_word_longer_than_a_passage_is_cut_all_the_same(self):
        assert [len(passage.text) for passage in passages("x" * 2500)] == [1000, 1000, 500]


class TestHeadings:
    def test_they_name_the_way_to_a_sentence(self):
        (only,) = passages("# Shop\n## Hours\nWe open at ten.\n## Way\nBy bus.\n# Help\nCall us.")
        assert [sentence.section.path for sentence in only.sentences] == [("Shop", "Hours"), ("Shop", "Way"), ("Help",)]

    def test_a_passage_has_those_that_its_sentences_share(self):
        (only,) = passages("# Shop\n## Hours\nWe open at ten.\n## Way\nBy bus.")
        assert only.path == ("Shop",)

    def test_those_that_only_some_share_stay_in_its_text(self):
        (only,) = passages("# Shop\n## Hours\nWe open at ten.\n## Way\nBy bus.")
        assert only.text.startswith("# Shop\n## Hours")
        (section, _other) = passages(f"# One\n{SENTENCE * 12}\n# Two\n{SENTENCE * 12}")
        assert section.text.startswith("Заказ")

    def test_long_sections_are_kept_apart(self):
        long = "".join(SENTENCE.format(number) for number in range(12))
        assert [passage.path for passage in passages(f"# One\n{long}\n# Two\n{long}")] == [("One",), ("Two",)]

    def test_a_line_of_code_is_no_heading(self):
        (only,) = passages("```\n# not a heading\n```\nText.")
        assert only.path == ()


class TestHostileText:
    """Whoever writes an article must not hold a worker: each of these was seconds or hours with regular expressions."""

    @pytest.mark.parametrize(
        "body",
        [
            "intro\n\n# x" + " " * 100_000 + "y",
            "a\n" + " " * 100_000 + "x",
            "|" + " " * 50_000 + "-" * 50_000 + "x",
            "# " + "#" * 100_000 + "x",
            ". " * 50_000,
            "x." + ")" * 100_000,
        ],
    )
    def test_a_hundred_thousand_characters_take_no_time(self, body):
        began = time.process_time()
        passages(body)
        assert time.process_time() - began < 5
