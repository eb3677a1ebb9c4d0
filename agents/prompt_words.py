"""The words of the page that shows a prompt."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.prompts import Origin
from agents.prompts.doubts import TOKENS_MOST, Doubt, Found

WORDS = {
    Origin.RULES: gettext_lazy("The platform's own rules"),
    Origin.MANNER: gettext_lazy("Language and style"),
    Origin.NAME: gettext_lazy("Name"),
    Origin.ROLE: gettext_lazy("Role"),
    Origin.GOAL: gettext_lazy("Goal"),
    Origin.INSTRUCTIONS: gettext_lazy("Instructions"),
    Origin.STAGE: gettext_lazy("Instruction for the stage"),
    Origin.FIELDS: gettext_lazy("Fields of the customer"),
    Origin.QUESTION: gettext_lazy("What to ask for next"),
    Origin.PASSAGES: gettext_lazy("Passages of the knowledge base"),
    Origin.SCRIPT: gettext_lazy("Step of a script"),
}
# Where a part is changed; our rules nowhere.
PAGES = {
    Origin.MANNER: "agent-basics",
    Origin.NAME: "agent-basics",
    Origin.ROLE: "agent-basics",
    Origin.GOAL: "agent-basics",
    Origin.INSTRUCTIONS: "agent-basics",
    Origin.STAGE: "agent-pipelines",
    Origin.FIELDS: "agent-fields",
    Origin.QUESTION: "agent-fields",
    Origin.PASSAGES: "agent-knowledge",
    Origin.SCRIPT: "agent-scripts",
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
    return PAGES.get(origin, "")


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
