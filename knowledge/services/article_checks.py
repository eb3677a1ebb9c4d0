"""What an article may hold: each check returns the value as it is kept, or raises InvalidInput that names its field."""

from datetime import date

from django.utils.translation import gettext as _

from knowledge.models import Article
from tenants.errors import InvalidInput

LONGEST_BODY = 100_000
# An exact answer is sent as it stands, as one message.
LONGEST_ANSWER = 4_000
MOST_TAGS = 20
MOST_QUESTIONS = 50
HIGHEST_PRIORITY = 100

WRITTEN = (Article.Kind.ARTICLE, Article.Kind.ANSWER)

_LONGEST_TITLE = Article._meta.get_field("title").max_length
_LONGEST_TAG = Article._meta.get_field("tags").base_field.max_length
_LONGEST_QUESTION = Article._meta.get_field("questions").base_field.max_length


def title_checked(title: str) -> str:
    title = _one_line(title)
    if not title:
        raise InvalidInput(_("Give the article a title."), field="title", code="required")
    if len(title) > _LONGEST_TITLE:
        raise InvalidInput(_("A title has at most %(count)d characters.") % {"count": _LONGEST_TITLE}, field="title")
    return title


def body_checked(body: str, *, kind: str) -> str:
    body = body.replace("\0", "").replace("\r\n", "\n").strip()
    if not body:
        raise InvalidInput(_("Write the article's text."), field="body", code="required")
    if kind == Article.Kind.ANSWER and len(body) > LONGEST_ANSWER:
        message = _("An exact answer has at most %(count)d characters, as one message; write an article for more.")
        raise InvalidInput(message % {"count": LONGEST_ANSWER}, field="body")
    if len(body) > LONGEST_BODY:
        message = _("An article has at most %(count)d characters; split it into several.") % {"count": LONGEST_BODY}
        raise InvalidInput(message, field="body")
    return body


def kind_checked(kind: str) -> str:
    if kind not in WRITTEN:
        raise InvalidInput(_("What is written here is an article or an exact answer."), field="kind")
    return kind


def language_checked(language: str | None) -> str | None:
    if language and language not in Article.Language:
        raise InvalidInput(_("This language is not known here."), field="language")
    return language or None


def status_checked(status: str) -> str:
    if status not in Article.Status:
        raise InvalidInput(_("An article is a draft or published."), field="status")
    return status


def tags_checked(tags: list[str]) -> list[str]:
    tags = _each_once(tags)
    if len(tags) > MOST_TAGS or any(len(tag) > _LONGEST_TAG for tag in tags):
        message = _("At most %(count)d tags of %(length)d characters.")
        raise InvalidInput(message % {"count": MOST_TAGS, "length": _LONGEST_TAG}, field="tags")
    return tags


def questions_checked(questions: list[str], *, kind: str) -> list[str]:
    questions = _each_once(questions)
    if questions and kind != Article.Kind.ANSWER:
        raise InvalidInput(_("Only an exact answer has other wordings of its question."), field="questions")
    if len(questions) > MOST_QUESTIONS or any(len(question) > _LONGEST_QUESTION for question in questions):
        message = _("At most %(count)d wordings of %(length)d characters.")
        raise InvalidInput(message % {"count": MOST_QUESTIONS, "length": _LONGEST_QUESTION}, field="questions")
    return questions


def priority_checked(priority: int) -> int:
    if not 0 <= priority <= HIGHEST_PRIORITY:
        message = _("The priority is a number from 0 to %(most)d.") % {"most": HIGHEST_PRIORITY}
        raise InvalidInput(message, field="priority")
    return priority


def days_checked(*, valid_from: date | None, valid_until: date | None) -> None:
    if valid_from and valid_until and valid_until < valid_from:
        raise InvalidInput(_("The last day comes before the first one."), field="valid_until")


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _each_once(texts: list[str]) -> list[str]:
    """Without what is empty or differs from an earlier one only by its case."""
    lines = {line.casefold(): line for text in reversed(texts) if (line := _one_line(text))}
    return list(reversed(lines.values()))
