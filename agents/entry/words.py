"""Why a value was not written, in words."""

from django.utils.translation import gettext_lazy as _

from agents.extraction.types import Skip

WHY = {
    Skip.NOTHING_SAID: _("The customer says nothing about it."),
    Skip.NO_QUOTE: _("The model's quote does not stand in the customer's words."),
    Skip.NOT_IN_QUOTE: _("The quoted words do not say this value."),
    Skip.UNKNOWN_CHOICE: _("It is not one of the field's choices."),
    Skip.WRONG_TYPE: _("The value is not of the field's type."),
    Skip.WORDS_TAKEN: _("A rule before this one has taken these words."),
    Skip.PATTERN: _("The value does not have the shape that the rule asks for."),
    Skip.TOO_LOW: _("The value is below the lowest one allowed."),
    Skip.TOO_HIGH: _("The value is above the highest one allowed."),
    Skip.UNSURE: _("It is less sure than the rule asks for."),
    Skip.SAME: _("It stands in the field already."),
    Skip.FILLED: _("The field is filled, and the rule does not overwrite it."),
    Skip.ONLY_IMPLIED: _("It is only implied, and something stands in the field."),
    Skip.PERSON_CHANGED: _("A person has changed the field since."),
    Skip.UNDONE: _("A person took back what was written here."),
    Skip.NOT_WRITABLE: _("The field cannot be filled, or is gone from Kommo."),
}
