from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.agent import Agent
from chat.models import Conversation
from tenants.models.base import TimeStamped


class ScriptPlace(TimeStamped):
    """Where a conversation stands in a script, and where it stood one answer before, in case that one is taken back.

    `standing` and `before` are agents.scripts.place.Place, None outside of scripts. A script that nobody ended is left
    when a message of the customer was answered without it (agents.selectors.script_place_of).
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="script_place")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(null=True, blank=True, help_text=_("The agent's version that said so."))
    script_id = models.PositiveIntegerField(null=True, blank=True, help_text=_("Of the script it stands in."))
    standing = models.JSONField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    taken_up_to = models.BigIntegerField(help_text=_("The customer's last message that the script took."))

    class Meta:
        db_table = "agent_script_places"
        verbose_name = _("place in a script")
        verbose_name_plural = _("places in scripts")
        indexes = [models.Index(fields=["agent", "script_id"], name="script_place_of_agent")]

    def __str__(self) -> str:
        return f"{self.conversation_id} · {self.script_id}"
