from django.db.models import Count, Q, QuerySet

from knowledge.embeddings import Embedder
from knowledge.embeddings.space import reference_digest
from knowledge.models import Article, Category, EmbeddingModel


def articles() -> QuerySet[Article]:
    """All articles without their text, the last changed first."""
    return Article.objects.defer("body").select_related("category").order_by("-updated_at", "-pk")


def articles_matching(*, text: str = "", category: str = "", status: str = "") -> QuerySet[Article]:
    """Articles for a list: `text` in title or body, `category` an id or "none", `status` as stored; empty means all."""
    found = articles()
    if text:
        found = found.filter(Q(title__icontains=text) | Q(body__icontains=text))
    if category == "none":
        found = found.filter(category=None)
    elif category.isdecimal():
        found = found.filter(category_id=int(category))
    if status in Article.Status:
        found = found.filter(status=status)
    return found


def article_by_id(article_id: int) -> Article | None:
    return Article.objects.select_related("category").filter(pk=article_id).first()


def articles_published_count() -> int:
    return Article.objects.filter(status=Article.Status.PUBLISHED).count()


def articles_unindexed_count() -> int:
    """How many published articles are not searchable yet."""
    return Article.objects.filter(status=Article.Status.PUBLISHED).exclude(indexing=Article.Indexing.READY).count()


def categories() -> QuerySet[Category]:
    """All categories in their order, each with `article_count`."""
    return Category.objects.annotate(article_count=Count("articles")).order_by("position", "name", "pk")


def category_by_id(category_id: int) -> Category | None:
    return Category.objects.filter(pk=category_id).first()


def embedding_model(embedder: Embedder) -> EmbeddingModel | None:
    """The model row of an embedder, None before anything was indexed with it."""
    return EmbeddingModel.objects.filter(name=embedder.name, reference=reference_digest()).first()
