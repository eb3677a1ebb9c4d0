"""Which articles a list shows, as the address of the list says."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta

from django.db.models import Q, QuerySet

from knowledge import selectors
from knowledge.category_tree import Shelf, shelf_of
from knowledge.models import Article
from knowledge.models.article import BEING_INDEXED
from knowledge.scope import today

SOON = timedelta(days=14)

# What a person asks for → the states of the table.
STATES = {
    "working": BEING_INDEXED,
    "ready": (Article.Indexing.READY,),
    "warning": (Article.Indexing.WARNING,),
    "failed": (Article.Indexing.FAILED, Article.Indexing.CANCELLED),
}
VALIDITIES = ("expired", "soon", "later")


@dataclass(frozen=True)
class ArticleFilter:
    """Each empty means all. What is none of the known words filters nothing: an address may be old or written by hand.

    `category`: an id, with what stands below it, or "none"; `state`: a key of STATES; `validity`: "expired", "soon"
    (it ends within SOON) or "later" (it has not begun); `q`: words in title, text or other wordings.
    """

    q: str = ""
    category: str = ""
    kind: str = ""
    language: str = ""
    status: str = ""
    state: str = ""
    tag: str = ""
    validity: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "ArticleFilter":
        """What the address asks for; NUL cannot be asked of a database."""
        return cls(**{field.name: query.get(field.name, "").replace("\0", "").strip() for field in fields(cls)})

    @property
    def is_on(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def has_more(self) -> bool:
        """Whether it asks for something beyond words, category and kind."""
        return any((self.language, self.status, self.state, self.tag, self.validity))

    def found(self, tree: list[Shelf]) -> QuerySet[Article]:
        """The articles without their texts, the last changed first; `tree`: all categories."""
        found = selectors.articles()
        if self.q:
            found = found.filter(
                Q(title__icontains=self.q) | Q(body__icontains=self.q) | Q(questions__icontains=self.q)
            )
        if self.category == "none":
            found = found.filter(category=None)
        elif is_id(self.category):
            shelf = shelf_of(tree, int(self.category))
            found = found.filter(category__in=shelf.ids) if shelf else found.none()
        if self.tag:
            found = found.filter(tags__contains=[self.tag])
        if self.state in STATES:
            found = found.filter(status=Article.Status.PUBLISHED, indexing__in=STATES[self.state])
        return self._by_days(self._by_choice(found))

    def _by_choice(self, found: QuerySet[Article]) -> QuerySet[Article]:
        choices = {"kind": Article.Kind, "language": Article.Language, "status": Article.Status}
        chosen = {name: getattr(self, name) for name, known in choices.items() if getattr(self, name) in known}
        return found.filter(**chosen)

    def _by_days(self, found: QuerySet[Article]) -> QuerySet[Article]:
        day = today()
        if self.validity == "expired":
            return found.filter(valid_until__lt=day)
        if self.validity == "soon":
            return found.filter(valid_until__range=(day, day + SOON))
        if self.validity == "later":
            return found.filter(valid_from__gt=day)
        return found


def is_id(text: str) -> bool:
    """Whether it can be the id of a row, as it stands in an address or a form."""
    return text.isdecimal() and len(text) < 19
