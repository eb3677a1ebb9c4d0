"""How well the product's own search finds, with the bundled model, on small bases in Russian and English."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import services
from knowledge.indexing import article_index
from knowledge.models import Article
from knowledge.search import search

BASES = Path(__file__).parent


@pytest.fixture(params=["shop", "clinic"])
def base(request, tenant) -> Path:
    """A folder of articles, all of them published and indexed."""
    folder = BASES / request.param
    for path in sorted((folder / "articles").glob("*.md")):
        title, body = path.read_text(encoding="utf-8").split("\n", 1)
        article = services.article_create(title=title.lstrip("# "), body=body, status=Article.Status.PUBLISHED)
        assert article.language == path.stem[:2]
        article_index(article_id=article.pk)
    return folder


def lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def title_of(folder: Path, name: str) -> str:
    return (folder / "articles" / f"{name}.md").read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")


class TestSearch:
    def test_it_finds_the_article_and_knows_when_there_is_none(self, base):
        asked = [line.split(" | ") for line in lines(base / "questions.txt")]
        answers = [(title_of(base, name), question, search(query=question)) for name, question in asked]
        wrong = [question for title, question, result in answers if result.hits[0].article_title != title]
        silent = [question for _title, question, result in answers if not result.confident]
        off_topic = list(lines(base / "off_topic.txt"))
        answered = [question for question in off_topic if search(query=question).confident]

        # The search was tuned on the shop; the clinic, another trade, is held to a little less.
        least_right = 0.95 if base.name == "shop" else 0.9
        assert 1 - len(wrong) / len(asked) >= least_right, wrong
        assert 1 - len(silent) / len(asked) >= 0.95, silent
        assert 1 - len(answered) / len(off_topic) >= 0.9, answered
