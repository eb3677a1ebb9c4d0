from django.db import models
from django.utils.translation import gettext_lazy as _


class ToolEffect(models.Model):
    """Something that a tool did here rather than in Kommo, kept in the same transaction: once for each key."""

    key = models.CharField(max_length=100, unique=True)
    tool = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "agent_tool_effects"
        verbose_name = _("effect of a tool")
        verbose_name_plural = _("effects of tools")

    def __str__(self) -> str:
        return self.key
