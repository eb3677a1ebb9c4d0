from collections.abc import Collection

from django.db import connection
from django.db.models import Count, Exists, Func, OuterRef, QuerySet

from knowledge.embeddings import Embedder
from knowledge.embeddings.space import reference_digest
from knowledge.models import Article, Category, Chunk, ChunkEmbedding, EmbeddingModel, Posting


def articles() -> QuerySet[Article]:
    """All articles without their text, with category and source, the last changed first."""
    return Article.objects.defer("body").select_related("category", "source").order_by("-updated_at", "-pk")


def article_by_id(article_id: int) -> Article | None:
    return Article.objects.select_related("category").filter(pk=article_id).first()


def articles_published_count() -> int:
    return Article.objects.filter(status=Article.Status.PUBLISHED).count()


def answers_exist() -> bool:
    """Whether there are exact answers at all."""
    return Article.objects.filter(kind=Article.Kind.ANSWER).exists()


def articles_unindexed_count() -> int:
    """How many published articles are not searchable yet."""
    searchable = (Article.Indexing.READY, Article.Indexing.WARNING)
    return Article.objects.filter(status=Article.Status.PUBLISHED).exclude(indexing__in=searchable).count()


def tags() -> list[str]:
    """All tags that an article has, in their order."""
    found = Article.objects.annotate(tag=Func("tags", function="unnest")).values_list("tag", flat=True)
    return sorted(set(found), key=str.casefold)


def categories() -> QuerySet[Category]:
    """All categories in the order in which those of one parent stand, each with `article_count`."""
    return Category.objects.annotate(article_count=Count("articles")).order_by("position", "name", "pk")


def embedding_model(embedder: Embedder) -> EmbeddingModel | None:
    """The model row of an embedder, None before anything was indexed with it."""
    return EmbeddingModel.objects.filter(name=embedder.name, reference=reference_digest()).first()


def model_live() -> EmbeddingModel | None:
    """The model whose vectors are compared, None before anything was indexed."""
    return EmbeddingModel.objects.filter(is_live=True).first()


def model_live_held() -> int | None:
    """The id of the live model, which stays it until the transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM knowledge_embeddingmodel WHERE is_live FOR SHARE")
        return next((found for (found,) in cursor.fetchall()), None)


def chunks_unfilled(model: EmbeddingModel) -> QuerySet[Chunk]:
    """Passages that have no vector of this model yet."""
    return Chunk.objects.filter(~Exists(ChunkEmbedding.objects.filter(chunk=OuterRef("pk"), model=model)))


def passage_count() -> int:
    return Chunk.objects.count()


def passages_reach(count: int) -> bool:
    """Whether there are so many passages; no more of them are looked at."""
    return Chunk.objects.order_by("pk").values("pk")[count - 1 : count].exists()


def passages_by_term(terms: Collection[str]) -> dict[str, int]:
    """How many passages have each of the terms; a term that none has is left out."""
    if not terms:
        return {}
    return dict(Posting.objects.filter(term__in=terms).values_list("term").annotate(Count("chunk")))


def words_like(words: Collection[str]) -> list[str]:
    """The words of all passages that begin as one of `words` does and are about as long."""
    letters = {word[0] for word in words}
    lengths = [len(word) for word in words]
    with connection.cursor() as cursor:
        # Jumps from word to word in the index: a plain DISTINCT reads every posting of every word.
        cursor.execute(
            """
            WITH RECURSIVE word (term, below) AS (
                SELECT (SELECT min(term) FROM knowledge_posting WHERE term >= first AND term < below), below
                FROM unnest(%s::text[], %s::text[]) AS letter (first, below)
                UNION ALL
                SELECT (SELECT min(next.term) FROM knowledge_posting next
                        WHERE next.term > word.term AND next.term < word.below), below
                FROM word WHERE word.term IS NOT NULL
            )
            SELECT term FROM word WHERE length(term) BETWEEN %s AND %s
            """,
            [list(letters), [chr(ord(letter) + 1) for letter in letters], min(lengths) - 2, max(lengths) + 2],
        )
        return [term for (term,) in cursor.fetchall()]
