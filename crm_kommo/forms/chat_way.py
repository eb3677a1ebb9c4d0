"""The settings of the way into the chats."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from crm_kommo.client.resources.bots import Bot
from crm_kommo.models import ChatWay, Field


class ChatWayForm(forms.Form):
    mode = forms.ChoiceField(label=_("Way"), choices=ChatWay.Mode.choices, widget=forms.RadioSelect)
    bot_id = forms.TypedChoiceField(
        label=_("Bot that prints the field"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Build it in Kommo: one step that sends a message which holds the field, and no trigger."),
    )
    field_id = forms.TypedChoiceField(
        label=_("Lead field that the bot prints"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "A text area that is used for nothing else. A field of the type text holds 255 characters, so that longer "
            "answers come in several messages."
        ),
    )
    widget_step = forms.IntegerField(
        label=_("Step of the waiting bot that prints {{json.message}}"),
        min_value=0,
        max_value=999,
        required=False,
        help_text=_("Left empty, the answer is shown in pieces of 80 characters, ten at most."),
    )

    def __init__(self, *args, bots: Sequence[Bot], fields: Sequence[Field], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bot_id"].choices = [("", _("none")), *((bot.id, bot.name) for bot in bots)]
        self.fields["field_id"].choices = [("", _("none")), *((field.kommo_id, field.name) for field in fields)]
