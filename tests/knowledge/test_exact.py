"""An exact answer is given to its own question in whatever words, and to no other, with the bundled model."""

from pathlib import Path

import pytest

from knowledge.exact import is_same_question
from knowledge.indexing import article_index
from knowledge.languages import language_detect
from knowledge.models import Article
from knowledge.search import exact_search, search

QUESTIONS = Path(__file__).parent / "answers" / "questions.txt"
LEAST_FOUND = 0.75


@pytest.fixture
def answer(tenant):
    """`answer("Question?", "Other wording?", text=…)`: an exact answer, indexed."""

    def make(title: str, *questions: str, text: str = "So it is.", **more) -> Article:
        article = Article.objects.create(
            kind=Article.Kind.ANSWER,
            title=title,
            questions=list(questions),
            body=text,
            language=language_detect(" ".join([title, *questions])),
            status=Article.Status.PUBLISHED,
            **more,
        )
        article_index(article_id=article.pk)
        return article

    return make


class TestExactSearch:
    def test_it_answers_its_own_question_and_no_other(self, answer):
        lines = [line for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line[:1] in ("=", "+", "-")]
        own, found, rewordings, wrong = 0, 0, 0, []
        for line in lines:
            if line[0] == "=":
                own = answer(*line[2:].split(" | ")).pk
        for line in lines:
            mark, text = line[0], line[2:]
            if mark == "=":
                own = Article.objects.get(title=text.split(" | ")[0]).pk
                continue
            got = exact_search(query=text)
            if got and (mark == "-" or got.article_id != own):
                wrong.append(text)
            rewordings += mark == "+"
            found += bool(got) and mark == "+"
        assert wrong == []
        assert found / rewordings >= LEAST_FOUND

    def test_of_two_the_one_of_higher_priority_is_given(self, answer):
        answer("Do you offer a warranty?", text="No.")
        second = answer("Do you offer a warranty?", text="Yes.", priority=1)
        result = search(query="do you offer a warranty")
        assert result.exact.article_id == second.pk
        assert result.exact.text == "Yes."
        assert result.confident

    def test_a_hidden_one_is_not_given(self, answer):
        article = answer("Do you offer a warranty?")
        article.chunks.update(is_on=False)
        assert exact_search(query="Do you offer a warranty?") is None

    def test_an_answer_out_of_scope_is_not_given(self, answer):
        answer("Do you offer a warranty?")
        assert exact_search(query="Do you offer a warranty?", category_ids=[]) is None


class TestSameQuestion:
    @pytest.mark.parametrize(
        ("asked", "wording", "is_same"),
        [
            ("delivery?", "Do you deliver?", True),
            ("When do you deliver?", "Do you deliver?", False),
            ("Do you not deliver?", "Do you deliver?", False),
            ("How much do you deliver for?", "Do you deliver?", False),
            ("Do you deliver to Oslo?", "Do you deliver?", False),
            ("Where's my order?", "Where is my order?", True),
            ("???", "!!!", False),
        ],
    )
    def test_the_words_of_weight_and_what_is_asked_for_are_the_same(self, asked, wording, is_same):
        assert is_same_question(asked, wording, language="en") is is_same
