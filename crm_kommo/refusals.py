"""Why a reply did not go into a chat, where it is not Kommo that says so.

Kept as a code, shown in the reader's language.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.errors import SendRefused
from crm_kommo.models.failure import Failure


class Refusal(models.TextChoices):
    NO_BOT_WAITS = "no_bot_waits", _("No bot of Kommo waits for this answer.")
    NO_BOT = "no_bot", _("The bot that prints a field is not set up, or the chat has no lead.")
    NO_TALK = "no_talk", _("Kommo named no talk to answer in.")
    FIELD_MISSING = (
        "field_missing",
        _("The field that the bot prints is gone from Kommo, or has another type now. Choose another one."),
    )
    FIELD_IN_USE = (
        "field_in_use",
        _("The field that the bot prints holds a text that is not ours. Keep a field for this alone."),
    )
    IN_FLIGHT = "in_flight", _("The reply before this one is still on its way.")


def send_refused(refusal: Refusal) -> SendRefused:
    return SendRefused(str(refusal.label), code=refusal.value)


def failure_label(code: str) -> str:
    """What the code of an error of this app says to people; what is no such code stands as it is."""
    for codes in (Failure, Refusal):
        if code in codes.values:
            return str(codes(code).label)
    return code
