"""The tabs of an agent's pages: what each is called, which pages stand under it, which settings are set there."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class AgentTab:
    """`page`: the name of its address; `parts` of the settings; `beneath`: pages that are reached from it."""

    page: str
    title: Any
    parts: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()


PERSONA = ("name", "purpose", "role", "goal", "instructions", "style", "language", "model", "tools", "memory")
CONDUCT = ("hours", "rhythm", "limits", "guards", "handoff", "takeover")

# These three share one place among the others.
GENERAL = (
    AgentTab("agent-basics", _("Basics"), parts=PERSONA + CONDUCT),
    AgentTab("agent-pipelines", _("Pipelines"), parts=("pipelines",), beneath=("agent-strip", "agent-stage")),
    AgentTab("agent-channels", _("Channels"), parts=("channels",)),
)
OTHERS = (
    AgentTab(
        "agent-fields",
        _("Lead & Contact"),
        parts=("access", "data_entry"),
        beneath=("agent-fields-entry", "agent-fields-try", "agent-fields-writes"),
    ),
    AgentTab("agent-knowledge", _("Knowledge"), parts=("knowledge",)),
    AgentTab("agent-scripts", _("Scripts"), parts=("scripts",), beneath=("agent-script", "agent-script-new")),
    AgentTab("agent-prompt", _("Prompt")),
    AgentTab("agent-integrations", _("Integrations"), beneath=("agent-integration",)),
    AgentTab("agent-site", _("Site")),
    AgentTab("agent-history", _("History"), beneath=("agent-version",)),
)
TABS = GENERAL + OTHERS


def tab_of_part(part: str) -> AgentTab:
    """Where a part of the settings is set."""
    return next(tab for tab in TABS if part in tab.parts)


def tab_of_page(page: str) -> AgentTab | None:
    """The tab that a page is or stands under; None for one that belongs to none."""
    return next((tab for tab in TABS if page == tab.page or page in tab.beneath), None)
