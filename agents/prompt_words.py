"""The words of the page that shows a prompt."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from agents.prompts import Origin
from agents.prompts.doubts import TOKENS_MOST, Doubt, Found
from agents.tabs import tab_of_part

WORDS = {
    Origin.RULES: gettext_lazy("The platform's own rules"),
    Origin.MANNER: gettext_lazy("Language and style"),
    Origin.NAME: pgettext_lazy("of an agent", "Name"),
    Origin.ROLE: gettext_lazy("Role"),
    Origin.GOAL: gettext_lazy("Goal"),
    Origin.INSTRUCTIONS: gettext_lazy("Instructions"),
    Origin.STAGE: gettext_lazy("Instruction for the stage"),
    Origin.FIELDS: gettext_lazy("Fields of the customer"),
    Origin.MEMORY: gettext_lazy("What is remembered of the customer"),
    Origin.QUESTION: gettext_lazy("What to ask for next"),
    Origin.PASSAGES: gettext_lazy("Passages of the knowledge base"),
    Origin.SCRIPT: gettext_lazy("Step of a script"),
}
# The part of the settings that says it; our rules are in none.
PARTS = {
    Origin.MANNER: "style",
    Origin.NAME: "name",
    Origin.ROLE: "role",
    Origin.GOAL: "goal",
    Origin.INSTRUCTIONS: "instructions",
    Origin.STAGE: "pipelines",
    Origin.FIELDS: "access",
    Origin.MEMORY: "memory",
    Origin.QUESTION: "data_entry",
    Origin.PASSAGES: "knowledge",
    Origin.SCRIPT: "scripts",
}
DOUBTS = {
    Doubt.OPPOSITE_ORDERS: gettext_lazy("Two instructions seem to say the opposite of each other."),
    Doubt.OTHER_LANGUAGE: gettext_lazy("This asks for another language than the setting “Language” allows."),
    Doubt.OTHER_FORMALITY: gettext_lazy("This asks for another form of address than the setting “Formality”."),
    Doubt.OTHER_LENGTH: gettext_lazy("This asks for another length than the setting “Length”."),
}


def origin_words(origin: Origin) -> str:
    return str(WORDS[origin])


def origin_page(origin: Origin) -> str:
    """The name of the page where it is changed, "" where it cannot be."""
    return tab_of_part(PARTS[origin]).page if origin in PARTS else ""


def doubt_words(found: Found) -> dict[str, object]:
    """`title`, `places` and `quotes` for the page."""
    places = [origin_words(origin) for origin in dict.fromkeys(found.origins)]
    if found.doubt is Doubt.TOO_LONG:
        return {"title": _too_long(int(found.quotes[0])), "places": places, "quotes": ()}
    return {"title": str(DOUBTS[found.doubt]), "places": places, "quotes": found.quotes}


def _too_long(count: int) -> str:
    long = ngettext("The prompt is about %(count)d token long.", "The prompt is about %(count)d tokens long.", count)
    hint = _("Above %(most)d a model follows it badly; shorten the longest part.") % {"most": TOKENS_MOST}
    return f"{long % {'count': count}} {hint}"
