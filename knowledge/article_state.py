"""How an article stands, for people: in a word, with a tone, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge.models import Article
from knowledge.reading.troubles import trouble_text
from knowledge.scope import today

_TONES = {
    Article.Indexing.READY: "ok",
    Article.Indexing.WARNING: "warn",
    Article.Indexing.FAILED: "bad",
    Article.Indexing.NONE: "off",
    Article.Indexing.CANCELLED: "off",
}


@dataclass(frozen=True)
class ArticleState:
    """`words` of a chip in `tone`; `trouble`: what is wrong and what to do; `percent`: of the work that is under way.

    `days`: that it is not valid today, though published, "" when it is.
    """

    words: str
    tone: str
    is_working: bool
    percent: int | None
    trouble: str
    days: str


def article_state(article: Article) -> ArticleState:
    """Of a file, its source is read too: fetch it with the article."""
    if not article.is_published:
        return ArticleState(_("Draft"), "off", is_working=False, percent=None, trouble="", days="")
    working = article.is_being_indexed
    return ArticleState(
        words=article.get_indexing_display(),
        tone=_TONES.get(article.indexing, "run"),
        is_working=working,
        percent=min(100, 100 * article.steps_done // article.steps_all) if working and article.steps_all else None,
        trouble=_trouble(article),
        days=_days(article),
    )


def _trouble(article: Article) -> str:
    if article.indexing_error:
        return article.indexing_error
    if article.kind == Article.Kind.FILE and article.source:
        return trouble_text(article.source.trouble, article.source.trouble_facts)
    return ""


def _days(article: Article) -> str:
    day = today()
    if article.valid_until and article.valid_until < day:
        return _("Expired")
    if article.valid_from and article.valid_from > day:
        return _("Not valid yet")
    return ""
