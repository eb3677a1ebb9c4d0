from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from tenants.models.base import TimeStamped


class SiteWidget(TimeStamped):
    """A chat with one agent on the company's own site. `public_key` stands in the page there and is no secret: it says
    which chat is meant, and `origins` on which sites it may be shown.
    """

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="site_widget")
    public_key = models.CharField(max_length=32, unique=True)
    is_on = models.BooleanField(_("shown on the site"), default=False)
    origins = models.JSONField(default=list, blank=True, help_text=_("Such as https://shop.example, exactly."))
    title = models.CharField(_("title"), max_length=60, blank=True)
    greeting = models.CharField(_("greeting"), max_length=300, blank=True)
    shows_sources = models.BooleanField(_("names its sources"), default=False)

    class Meta:
        verbose_name = _("site widget")
        verbose_name_plural = _("site widgets")

    def __str__(self) -> str:
        return self.public_key
