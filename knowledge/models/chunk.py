from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article


class Chunk(models.Model):
    """A passage of an article as it was indexed: what is searched, quoted and shown in its place."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="chunks", verbose_name=_("article"))
    ordinal = models.PositiveIntegerField(_("number"))
    heading = models.CharField(_("heading"), max_length=400, blank=True)
    text = models.TextField(_("text"))
    # Characters of the article's body, so that body[start_char:end_char] == text; of a file, whose body is not kept,
    # characters of the text as it was read, and `place` says where: {"page": 12} or {"sheet": "Prices", "row": 40}.
    start_char = models.PositiveIntegerField(_("from character"))
    end_char = models.PositiveIntegerField(_("to character"))
    place = models.JSONField(_("place"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Article.Language)
    # Switched off by a person: kept and shown, never found. It stays so when the same text is indexed again.
    is_on = models.BooleanField(_("is found"), default=True)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [models.UniqueConstraint(fields=["article", "ordinal"], name="knowledge_chunk_ordinal_once")]
        indexes = [models.Index(fields=["id"], condition=models.Q(is_on=False), name="knowledge_chunk_off")]

    def __str__(self) -> str:
        return f"{self.article_id}.{self.ordinal}"


class Posting(models.Model):
    """An inverted index: how much a passage is about a term (knowledge/lexicon/bm25.py).

    PostgreSQL's own ranking finds questions far worse than BM25 does, and BM25 over tsvector must unpack each match.
    """

    pk = models.CompositePrimaryKey("term", "chunk_id")
    # "C" lets a prefix be looked up in the primary key, whatever the database's own collation.
    term = models.CharField(max_length=60, db_collation="C")
    chunk = models.ForeignKey(Chunk, models.CASCADE, related_name="postings")
    impact = models.FloatField()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        return f"{self.term} {self.chunk_id}"
