"""What an agent remembers."""

from django.utils.translation import gettext_lazy as _

from agents.controls.control import Control

MEMORY = {
    "memory.within": Control(
        kind="switch",
        label=_("Of a long conversation"),
        title=_("Remembers a long conversation"),
        help=_("It reads the last messages whole, and a summary of those before. Off: only the last messages."),
    ),
    "memory.across": Control(
        kind="switch",
        label=_("Of a contact, from one conversation to the next"),
        title=_("Remembers its contacts"),
        help=_(
            "What customers say of themselves, each with the words that prove it, and a line on each of their last "
            "conversations. It stands on the contact's page, where it can be changed and erased."
        ),
    ),
}
