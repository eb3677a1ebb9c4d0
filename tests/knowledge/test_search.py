import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge import services
from knowledge.search import LONGEST_QUERY, search
from tests.knowledge.embedders import AbsentEmbedder, WordCountEmbedder


def titles(result) -> list[str]:
    return [hit.article_title for hit in result.hits]


class TestSearch:
    def test_it_puts_the_best_passage_first(self, published, embedder):
        published(title="Delivery", body="A courier brings it within two days.")
        published(title="Hours", body="We open at ten and close at nine.")
        published(title="Payment", body="Pay by card or in cash.")
        assert titles(search(query="when do you close", embedder=embedder))[0] == "Hours"
        assert titles(search(query="can I pay by card", embedder=embedder))[0] == "Payment"

    def test_scores_fall(self, published, embedder):
        for number in range(5):
            published(title=f"Tent {number}", body=f"A tent for {number} people. " * (number + 1))
        scores = [hit.score for hit in search(query="a tent for 3 people", embedder=embedder).hits]
        assert scores == sorted(scores, reverse=True)

    def test_a_word_of_another_language_counts_when_it_means_the_same(self, published, embedder):
        published(title="Возврат", body="Вернуть вещь можно за месяц.")
        published(title="Доставка", body="Курьер едет два дня.")
        best = search(query="refund and return", embedder=embedder).hits[0]
        assert best.article_title == "Возврат"
        assert best.lexical > 0

    @pytest.mark.parametrize("typed", ["дотавка", "доставвка", "ljcnfdrf", "dostavka"])
    def test_it_reads_what_was_mistyped(self, published, embedder, typed):
        published(title="Доставка", body="Курьер едет два дня.")
        published(title="Оплата", body="Картой и наличными.")
        assert search(query=typed, embedder=embedder).hits[0].article_title == "Доставка"

    def test_it_says_how_it_understood_the_wrong_layout(self, published, embedder):
        published(title="Доставка", body="Курьер едет два дня.")
        result = search(query="crjkmrj cnjbn ljcnfdrf", embedder=embedder)
        assert result.understood_as == "сколько стоит доставка"
        assert result.query_language == "ru"

    def test_the_number_of_hits_is_limited(self, published, embedder):
        for number in range(4):
            published(title=f"Article {number}")
        assert len(search(query="courier", limit=2, embedder=embedder).hits) == 2

    @pytest.mark.parametrize("query", ["", "   ", "\0", "🙂", "???", "%_\\'\"; DROP", "word " * LONGEST_QUERY])
    def test_it_bears_any_question(self, published, embedder, query):
        published()
        assert search(query=query, embedder=embedder).confident is False

    def test_nothing_is_found_in_an_empty_base(self, tenant, embedder):
        result = search(query="delivery", embedder=embedder)
        assert result.hits == []
        assert result.confident is False
        assert result.best_score is None

    def test_an_absent_model_is_an_error_not_silence(self, published):
        published()
        absent = AbsentEmbedder()
        absent.name = WordCountEmbedder().name
        with pytest.raises(Exception, match="away"):
            search(query="courier", embedder=absent)


class TestFilters:
    def test_by_category(self, published, embedder):
        shelf = services.category_create(name="Delivery")
        published(title="Inside", category=shelf)
        published(title="Outside")
        assert titles(search(query="courier", category_ids=[shelf.pk], embedder=embedder)) == ["Inside"]
        assert titles(search(query="courier", category_ids=[], embedder=embedder)) == []

    def test_by_language(self, published, embedder):
        published(title="English")
        published(title="Доставка", body="Курьер едет два дня.")
        assert titles(search(query="courier", language="ru", embedder=embedder)) == ["Доставка"]


class TestQueries:
    def test_their_number_does_not_grow_with_the_base(self, published, embedder):
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                search(query="a curier for the tent", embedder=embedder)
            return len(queries)

        published()
        few = count()
        for number in range(8):
            published(title=f"Article {number}", body=f"Tent number {number} for a courier. " * 40)
        assert count() == few <= 7


class TestIsolation:
    def test_a_workspace_finds_nothing_of_another(self, published, other_tenant, embedder):
        published(title="Of alpha")
        connection.set_tenant(other_tenant)
        assert search(query="courier", embedder=embedder).hits == []
        published(title="Of beta")
        assert titles(search(query="courier", embedder=embedder)) == ["Of beta"]
