"""What is hidden is never found; what is on a shelf is found with what stands in it."""

from datetime import timedelta

import pytest

from knowledge import services
from knowledge.models import Article, Category, Chunk
from knowledge.scope import today
from knowledge.search import Mode, search

YESTERDAY, TOMORROW = -1, 1


def day(offset: int):
    return today() + timedelta(days=offset)


@pytest.fixture(params=["all", "shelf"])
def scope(request, tenant) -> dict:
    """Once without a filter, once within one: they are two statements."""
    shelf = services.category_create(name="Shelf")
    return {"category": shelf, "filter": {"category_ids": [shelf.pk]} if request.param == "shelf" else {}}


class TestHidden:
    @pytest.mark.parametrize(
        "change",
        [
            {"status": Article.Status.DRAFT},
            {"valid_from": TOMORROW},
            {"valid_until": YESTERDAY},
        ],
    )
    @pytest.mark.parametrize("mode", Mode)
    def test_an_article_is_not_found(self, published, embedder, scope, change, mode):
        seen = published(title="Seen", category=scope["category"])
        hidden = published(title="Hidden", category=scope["category"])
        values = {name: day(value) if isinstance(value, int) else value for name, value in change.items()}
        Article.objects.filter(pk=hidden.pk).update(**values)
        hits = search(query="a courier brings it", mode=mode, embedder=embedder, **scope["filter"]).hits
        assert [hit.article_id for hit in hits] == [seen.pk]

    def test_a_passage_that_is_switched_off_is_not_found(self, published, embedder, scope):
        article = published(category=scope["category"])
        Chunk.objects.filter(article=article).update(is_on=False)
        assert search(query="courier", embedder=embedder, **scope["filter"]).hits == []

    def test_the_first_and_the_last_day_count(self, published, embedder, scope):
        article = published(category=scope["category"])
        Article.objects.filter(pk=article.pk).update(valid_from=today(), valid_until=today())
        assert search(query="courier", embedder=embedder, **scope["filter"]).hits


class TestShelves:
    def test_a_shelf_is_searched_with_those_in_it(self, published, embedder):
        outer = services.category_create(name="Outer")
        inner = Category.objects.create(name="Inner", parent=outer)
        innermost = Category.objects.create(name="Innermost", parent=inner)
        article = published(category=innermost)
        found = search(query="courier", category_ids=[outer.pk], embedder=embedder).hits
        assert [hit.article_id for hit in found] == [article.pk]

    def test_not_with_those_beside_it(self, published, embedder):
        published(category=services.category_create(name="One"))
        other = services.category_create(name="Other")
        assert search(query="courier", category_ids=[other.pk], embedder=embedder).hits == []

    def test_articles_are_added_to_shelves(self, published, embedder):
        article = published()
        found = search(query="courier", category_ids=[], article_ids=[article.pk], embedder=embedder).hits
        assert [hit.article_id for hit in found] == [article.pk]


class TestHit:
    def test_it_says_why_it_was_found(self, published, embedder):
        published(title="Delivery", body="We sell tents. A courier brings them within two days. Pay in cash.")
        (hit,) = search(query="does a Courier bring it?", embedder=embedder).hits
        assert "Courier" in hit.words
        assert hit.sentence == 1
        assert hit.kind == Article.Kind.ARTICLE
        assert hit.source_id is None

    @pytest.mark.parametrize(("mode", "by_words", "by_meaning"), [("words", True, False), ("meaning", False, True)])
    def test_only_what_is_asked_for_is_compared(self, published, embedder, mode, by_words, by_meaning):
        published()
        (hit,) = search(query="courier", mode=Mode(mode), embedder=embedder).hits
        assert (hit.lexical > 0) is by_words
        assert (hit.cosine is not None) is by_meaning
