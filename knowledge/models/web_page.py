from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article
from knowledge.models.source import Source


class WebPage(models.Model):
    """An address of a web page or a site that is read, and what became of it at the last reading.

    The rows of one reading are its list of what is to be done: a worker that takes it over goes on where it stood.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="web_pages", verbose_name=_("source"))
    url = models.URLField(_("address"), max_length=2000)
    depth = models.PositiveSmallIntegerField(_("how many links deep"), default=0)
    article = models.OneToOneField(
        Article, models.SET_NULL, null=True, blank=True, related_name="web_page", verbose_name=_("article")
    )
    # Versions of the source: of the last reading that found the address, and of the last that has been there.
    found_version = models.PositiveIntegerField()
    read_version = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    # What the server said, to be asked only for something newer.
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=32, blank=True, help_text=_("Of the text: two pages of one text are one."))
    # Why it is not found: a code of knowledge.reading.troubles with its figures.
    trouble = models.CharField(max_length=40, blank=True)
    trouble_facts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("page of a website")
        verbose_name_plural = _("pages of websites")
        constraints = [models.UniqueConstraint(fields=["source", "url"], name="knowledge_web_page_once")]

    def __str__(self) -> str:
        return self.url
