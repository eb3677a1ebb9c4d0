"""What every page of an agent shows of it, whichever app the page belongs to."""

from typing import Any

from django import template
from django.utils import timezone

from agents.drafts import draft_state
from agents.models import Agent
from agents.modes import Mode, mode_of
from agents.tabs import GENERAL, OTHERS, tab_of_page

register = template.Library()


@register.simple_tag
def agent_mode(agent: Agent) -> Mode:
    return mode_of(agent, at=timezone.now())


@register.inclusion_tag("agents/agent_tabs.html")
def agent_tabs(agent: Agent, page: str) -> dict[str, Any]:
    """`page`: the name of the one that is shown."""
    return {"agent": agent, "here": tab_of_page(page), "general": GENERAL, "others": OTHERS}


@register.inclusion_tag("agents/draft_bar.html")
def draft_bar(agent: Agent, page: str) -> dict[str, Any]:
    """`page`: the name of the tab that shows it, to which publishing leads back."""
    return {"state": draft_state(agent), "page": page}
