"""Who an agent is and how it speaks."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agents.controls.control import Control

LANGUAGES = {"en": _("English"), "ru": _("Russian"), "es": _("Spanish"), "pt": _("Portuguese")}

PERSONA = {
    "name": Control(label=pgettext_lazy("of an agent", "Name"), help=_("It signs with it, and customers may read it.")),
    "purpose": Control(
        label=_("What it is for"),
        title=_("Purpose"),
        help=_("For your team, in the list of agents. Customers never see it."),
    ),
    "role": Control(
        kind="textarea",
        label=_("Role"),
        help=_("Who it is in the conversation. Only a model of your own follows this."),
        placeholder=_("For example: you are Anna, who advises customers of a tyre workshop."),
        rows=3,
    ),
    "goal": Control(
        kind="textarea",
        label=_("Goal"),
        help=_("What a good conversation ends with. Only a model of your own follows this."),
        placeholder=_("For example: the customer has chosen a day and a time for a visit."),
        rows=3,
    ),
    "instructions": Control(
        kind="textarea",
        label=_("Instructions"),
        help=_("What it does, what it never does, in your own words. Only a model of your own follows this."),
        placeholder=_("For example: ask one question at a time. Never promise a discount."),
        rows=8,
    ),
    "style.tone": Control(
        kind="segmented",
        label=_("Tone"),
        choices={"neutral": _("Neutral"), "friendly": _("Friendly"), "businesslike": _("Businesslike")},
    ),
    "style.formality": Control(
        kind="segmented",
        label=_("How it addresses the customer"),
        title=_("Form of address"),
        help=_("In Russian вы or ты, in Spanish usted or tú, in Portuguese o senhor or você."),
        choices={"auto": _("As is usual"), "formal": _("Formally"), "informal": _("Informally")},
    ),
    "style.length": Control(
        kind="segmented",
        label=_("Length of an answer"),
        help=_("Short is about 40 words, medium 90, long 180. A longer answer ends after the sentence that passes it."),
        choices={"any": _("As it comes"), "short": _("Short"), "medium": _("Medium"), "long": _("Long")},
    ),
    "language.mode": Control(
        kind="choices",
        label=_("It answers"),
        title=_("Language of the answers"),
        choices={
            "customer": _("in the customer's language"),
            "fixed": _("always in one language"),
            "allowed": _("in the customer's language, if it is one of these; else in the first of them"),
        },
    ),
    "language.fixed": Control(
        kind="select",
        label=_("Always in"),
        title=_("Fixed language"),
        choices={"": _("Choose a language"), **LANGUAGES},
        mark=":o",
    ),
    "language.allowed": Control(
        kind="ticks", label=_("Languages it may answer in"), title=_("Allowed languages"), choices=LANGUAGES
    ),
    "model.name": Control(
        label=_("Model"),
        help=_("As your provider names it. Empty: the one that is set for the workspace."),
    ),
    "model.temperature": Control(
        kind="number",
        label=_("Temperature"),
        help=_("0: the same answer to the same question; higher: freer in its words."),
    ),
    "model.max_tokens": Control(
        kind="number",
        label=_("Longest answer"),
        title=_("Longest answer, in tokens"),
        help=_(
            "Where the model is cut off. One token is about three quarters of an English word, half of a Russian one."
        ),
        unit=_("tokens"),
    ),
    "model.fallbacks": Control(
        label=_("When it fails"),
        title=_("Fallback models"),
        help=_("These models of the same provider are asked in this order, and the built-in model last."),
        mark="[]",
    ),
}
