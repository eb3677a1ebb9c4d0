"""Writing articles. What is published is indexed by a job; what is not, loses its passages in the same transaction."""

from datetime import date
from typing import Any

from django.db import transaction

from knowledge.inputs import text_hash
from knowledge.languages import language_detect
from knowledge.models import Article, Category, Source
from knowledge.services import article_checks as check
from knowledge.services.sources import source_read_again
from tenants.jobs import job_cancel, job_put
from tenants.models import User

INDEX_JOB = "knowledge.index"


@transaction.atomic
def article_create(
    *,
    title: str,
    body: str,
    kind: str = Article.Kind.ARTICLE,
    category: Category | None = None,
    language: str | None = None,
    tags: list[str] | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    questions: list[str] | None = None,
    priority: int = 0,
    status: str = Article.Status.DRAFT,
    author: User | None = None,
    source: Source | None = None,
    url: str = "",
) -> Article:
    """Save a new article or exact answer; `language` None means the one its text is in. Raises InvalidInput.

    `source` and `url`: of a web page, where it was read.
    """
    check.days_checked(valid_from=valid_from, valid_until=valid_until)
    article = Article(
        kind=Article.Kind.PAGE if source else check.kind_checked(kind),
        source=source,
        url=url,
        title=check.title_checked(title),
        body=check.body_checked(body, kind=kind),
        category=category,
        language=check.language_checked(language) or language_detect(f"{title}\n{body}"),
        tags=check.tags_checked(tags or []),
        valid_from=valid_from,
        valid_until=valid_until,
        questions=check.questions_checked(questions or [], kind=kind),
        priority=check.priority_checked(priority),
        author_id=author.pk if author else None,
        author_name=str(author) if author else "",
    )
    article.content_hash = _content_hash(article)
    status = check.status_checked(status)
    article.save()
    return article_publish(article=article) if status == Article.Status.PUBLISHED else article


@transaction.atomic
def article_update(*, article: Article, changes: dict[str, Any]) -> Article:
    """Change the fields named in `changes`: what article_create takes, but where it is from. Raises InvalidInput.

    `language` None: detect it anew. A published article is indexed anew when what is searched has changed. What a
    person changes goes through article_edit.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    content_changed = _content_change(article, changes)
    _order_change(article, changes)
    status = check.status_checked(changes.get("status", article.status))
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
    return article if article.kind == Article.Kind.FILE else article_reindex(article=article)


@transaction.atomic
def article_unpublish(*, article: Article) -> Article:
    """Make the article a draft again: from this commit on it is not found.

    A file keeps its passages, hidden: its text stands nowhere else, and reading it again takes minutes.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    article.status = Article.Status.DRAFT
    article.version += 1
    if article.kind != Article.Kind.FILE:
        article.indexing = Article.Indexing.NONE
        article.indexing_error = ""
        article.indexed_at = None
        article.chunks.all().delete()
    article.save(update_fields=["status", "version", "indexing", "indexing_error", "indexed_at", "updated_at"])
    return article


@transaction.atomic
def article_delete(*, article: Article) -> None:
    """Delete the article and all that was made of it: from this commit on it is not found."""
    job_cancel(INDEX_JOB, key=str(article.pk))
    article.delete()


@transaction.atomic
def article_reindex(*, article: Article) -> Article:
    """Owe the indexing of the article if it is published. Several requests before it begins are one."""
    if not article.is_published:
        return article
    if article.kind == Article.Kind.FILE:
        source_read_again(source=article.source)
        article.refresh_from_db()
        return article
    article.indexing = Article.Indexing.QUEUED
    article.indexing_error = ""
    article.steps_done = article.steps_all = 0
    article.save(update_fields=["indexing", "indexing_error", "steps_done", "steps_all"])
    job_put(INDEX_JOB, key=str(article.pk), payload={"article_id": article.pk})
    return article


def article_indexing_failed(*, article_id: int, reason: str) -> None:
    """Show on the article why it is not searchable as it stands."""
    Article.objects.filter(pk=article_id, status=Article.Status.PUBLISHED).update(
        indexing=Article.Indexing.FAILED, indexing_error=reason
    )


def _content_change(article: Article, changes: dict[str, Any]) -> bool:
    """Take over what is searched; whether that makes the passages stale."""
    if "kind" in changes:
        article.kind = check.kind_checked(changes["kind"])
    kind = article.kind
    if "title" in changes:
        article.title = check.title_checked(changes["title"])
    if "body" in changes or "kind" in changes:
        article.body = check.body_checked(changes.get("body", article.body), kind=kind)
    kept = article.questions if kind == Article.Kind.ANSWER else []
    article.questions = check.questions_checked(changes.get("questions", kept), kind=kind)
    article.priority = check.priority_checked(changes.get("priority", article.priority))
    if "language" in changes:
        language = check.language_checked(changes["language"])
        article.language = language or language_detect(f"{article.title}\n{article.body}")
    content_hash = _content_hash(article)
    if content_hash == article.content_hash:
        return False
    article.content_hash = content_hash
    article.version += 1
    return True


def _order_change(article: Article, changes: dict[str, Any]) -> None:
    """Take over where it stands and when it is valid: nothing of that is in the index."""
    if "category" in changes:
        article.category = changes["category"]
    if "tags" in changes:
        article.tags = check.tags_checked(changes["tags"])
    article.valid_from = changes.get("valid_from", article.valid_from)
    article.valid_until = changes.get("valid_until", article.valid_until)
    check.days_checked(valid_from=article.valid_from, valid_until=article.valid_until)


def _content_hash(article: Article) -> str:
    return text_hash(article.title, article.body, article.language, *article.wordings)
