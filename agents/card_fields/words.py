"""Types of fields, ways to see them and ways to overwrite them, for people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agents.controls import CONTROLS
from agents.extraction.types import Kind

LEVELS = {"off": _("sees nothing"), **CONTROLS["access.lead.*.level"].choices}
# Kommo's words for types; one that is not here stands as it is.
TYPES = {
    "text": pgettext_lazy("type of a field", "text"),
    "textarea": _("long text"),
    "numeric": pgettext_lazy("type of a field", "number"),
    "monetary": _("money"),
    "price": _("money"),
    "checkbox": _("yes or no"),
    "select": _("one of a list"),
    "radiobutton": _("one of a list"),
    "category": _("one of a list"),
    "multiselect": _("several of a list"),
    "multitext": _("phones or addresses"),
    "date": _("day"),
    "birthday": _("birthday"),
    "date_time": _("day and time"),
    "url": _("web address"),
    "streetaddress": _("address"),
    "smart_address": _("address in parts"),
    "tracking_data": _("tracking data"),
    "legal_entity": _("legal entity"),
    "file": _("file"),
    "items": _("goods"),
    "linked_entity": _("link to another card"),
    "chained_list": _("goods of a list"),
}
OVERWRITE = {
    "if_empty": _("Only an empty field is filled; what stands there stays."),
    "if_ours": _("An empty field is filled, and what an agent wrote may change. What a person wrote stays."),
    "always": _("Whatever stands there gives way, also what a person wrote."),
}
_BY_ITSELF = _("Works without a model: it is read in the customer's words.")
_NEEDS_MODEL = _("Without a model: only an answer to the agent's own question, or words of the pattern.")
_LISTED = _("Without a model: a choice counts when it or one of its words is said.")
READ_HOW = {
    **dict.fromkeys(Kind, _BY_ITSELF),
    Kind.TEXT: _NEEDS_MODEL,
    Kind.CHOICE: _LISTED,
    Kind.CHOICES: _LISTED,
}
# The names are those that a dialogue is read by (agents.entry.dialogues), so they may be translated.
EXAMPLE = _(
    "Manager: Hello! What is your name, and how can we reach you?\n"
    "Customer: My name is Anna. Please call +44 20 7946 0958\n"
    "Manager: What budget have you planned?\n"
    "Customer: Up to 5,000, and write to anna@example.com"
)


def type_words(kommo_type: str) -> str:
    return str(TYPES.get(kommo_type, kommo_type))
