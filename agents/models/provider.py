from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped
from tenants.models.fields import EncryptedTextField


class ModelProvider(TimeStamped):
    """The workspace's own model: any OpenAI-compatible address. Without one, the built-in model answers."""

    base_url = models.CharField(_("address"), max_length=300)
    model = models.CharField(_("model"), max_length=100)
    api_key = EncryptedTextField(_("key"), blank=True, default="")
    is_active = models.BooleanField(_("in use"), default=True)
    prices = models.JSONField(
        _("prices"), default=dict, blank=True, help_text=_("Model → what a million tokens cost: read, cached, wrote.")
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    last_error = models.CharField(max_length=500, blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("model provider")
        verbose_name_plural = _("model providers")

    def __str__(self) -> str:
        return f"{self.model} · {self.base_url}"

    @property
    def key_hint(self) -> str:
        """The last four characters, the only part of the key that is ever shown again."""
        return self.api_key[-4:]
