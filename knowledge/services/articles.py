"""Writing articles. What is published is indexed by a job; what is not, loses its passages in the same transaction."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.inputs import text_hash
from knowledge.languages import language_detect
from knowledge.models import Article, Category, Source
from tenants.errors import InvalidInput
from tenants.jobs import job_put
from tenants.models import User

LONGEST_BODY = 100_000

# The fields whose change makes the passages stale.
_INDEXED_FIELDS = ("title", "body", "language")


@transaction.atomic
def article_create(
    *,
    title: str,
    body: str,
    category: Category | None = None,
    language: str | None = None,
    status: str = Article.Status.DRAFT,
    author: User | None = None,
    source: Source | None = None,
    url: str = "",
) -> Article:
    """Save a new article; `language` None means the one its text is in. Raises InvalidInput.

    `source` and `url`: of a web page, where it was read.
    """
    article = Article(
        kind=Article.Kind.PAGE if source else Article.Kind.ARTICLE,
        source=source,
        url=url,
        title=_title_checked(title),
        body=_body_checked(body),
        category=category,
        language=_language_checked(language) or language_detect(f"{title}\n{body}"),
        author_id=author.pk if author else None,
        author_name=str(author) if author else "",
    )
    article.content_hash = _content_hash(article)
    article.save()
    return article_publish(article=article) if _status_checked(status) == Article.Status.PUBLISHED else article


@transaction.atomic
def article_update(*, article: Article, changes: dict[str, Any]) -> Article:
    """Change the fields named in `changes`: title, body, category, language (None: detect anew), status.

    A published article is indexed anew when what is searched has changed. Raises InvalidInput.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if "title" in changes:
        article.title = _title_checked(changes["title"])
    if "body" in changes:
        article.body = _body_checked(changes["body"])
    if "category" in changes:
        article.category = changes["category"]
    if "language" in changes:
        article.language = _language_checked(changes["language"]) or language_detect(f"{article.title}\n{article.body}")
    status = _status_checked(changes.get("status", article.status))

    content_hash = _content_hash(article)
    content_changed = content_hash != article.content_hash
    if content_changed:
        article.content_hash = content_hash
        article.version += 1
    article.save()
    if status == Article.Status.DRAFT:
        return article_unpublish(article=article) if article.is_published else article
    if content_changed and article.is_published:
        return article_reindex(article=article)
    return article_publish(article=article)


@transaction.atomic
def article_publish(*, article: Article) -> Article:
    """Let the article be found, once its job has indexed it. Nothing happens when it is published already."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.is_published:
        return article
    article.status = Article.Status.PUBLISHED
    article.version += 1
    article.save(update_fields=["status", "version", "updated_at"])
    return article_reindex(article=article)


@transaction.atomic
def article_unpublish(*, article: Article) -> Article:
    """Make the article a draft again: from this commit on it is not found."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    article.status = Article.Status.DRAFT
    article.version += 1
    article.indexing = Article.Indexing.NONE
    article.indexing_error = ""
    article.indexed_at = None
    article.save(update_fields=["status", "version", "indexing", "indexing_error", "indexed_at", "updated_at"])
    article.chunks.all().delete()
    return article


@transaction.atomic
def article_delete(*, article: Article) -> None:
    """Delete the article with its passages: from this commit on it is not found."""
    article.delete()


@transaction.atomic
def article_reindex(*, article: Article) -> Article:
    """Owe the indexing of the article if it is published. Several requests before it begins are one."""
    if not article.is_published:
        return article
    article.indexing = Article.Indexing.QUEUED
    article.indexing_error = ""
    article.save(update_fields=["indexing", "indexing_error"])
    job_put("knowledge.index", key=str(article.pk), payload={"article_id": article.pk})
    return article


def article_indexing_failed(*, article_id: int, reason: str) -> None:
    """Show on the article why it is not searchable as it stands."""
    Article.objects.filter(pk=article_id, status=Article.Status.PUBLISHED).update(
        indexing=Article.Indexing.FAILED, indexing_error=reason
    )


def _content_hash(article: Article) -> str:
    return text_hash(*(getattr(article, name) for name in _INDEXED_FIELDS))


def _title_checked(title: str) -> str:
    title = " ".join(title.replace("\0", "").split())
    longest = Article._meta.get_field("title").max_length
    if not title:
        raise InvalidInput(_("Give the article a title."), field="title", code="required")
    if len(title) > longest:
        raise InvalidInput(_("A title has at most %(count)d characters.") % {"count": longest}, field="title")
    return title


def _body_checked(body: str) -> str:
    body = body.replace("\0", "").replace("\r\n", "\n").strip()
    if not body:
        raise InvalidInput(_("Write the article's text."), field="body", code="required")
    if len(body) > LONGEST_BODY:
        message = _("An article has at most %(count)d characters; split it into several.") % {"count": LONGEST_BODY}
        raise InvalidInput(message, field="body")
    return body


def _language_checked(language: str | None) -> str | None:
    if language and language not in Article.Language:
        raise InvalidInput(_("This language is not known here."), field="language")
    return language or None


def _status_checked(status: str) -> str:
    if status not in Article.Status:
        raise InvalidInput(_("An article is a draft or published."), field="status")
    return status
