"""What the page of the test chat shows; a fixed number of queries."""

from typing import Any

from django.db.models import OuterRef, Subquery

from agents import selectors as agent_selectors
from agents.models import Agent
from automation.held_here.held import held_of
from chat.models import Conversation, Feedback, Message
from dashboard.inbox.lines import thread_lines
from dashboard.test_chat.forms import AgentForm, PersonaForm, persona_initial
from dashboard.test_chat.turns import turn_of, turn_summary
from knowledge import selectors as knowledge

TEMPLATE = "dashboard/test_chat/page.html"
CONVERSATIONS = 40
EXAMPLES = 4


def page_new(agent: Agent, *, form: PersonaForm | None = None) -> dict[str, Any]:
    version = "live" if agent.live else "draft"
    return {
        **_around(agent),
        "persona_form": form or PersonaForm(agent=agent, initial={"version": version}),
        "examples": _examples(),
    }


def page_of(
    conversation: Conversation,
    agent: Agent | None,
    *,
    turn_id: int | None,
    user_id: int,
    form: PersonaForm | None = None,
) -> dict[str, Any]:
    """`turn_id`: the customer's message whose turn is laid open; None: the last one that was decided."""
    held, lines = held_of(conversation), thread_lines(conversation)
    turns = [line for line in lines if getattr(line.message, "decision", None)]
    chosen = [line for line in turns if turn_id in (None, line.message.pk)]
    for line in turns:
        line.message.summary = turn_summary(line.message.decision)
    opinions = {
        one.message_id: one for one in Feedback.objects.filter(message__conversation=conversation, user_id=user_id)
    }
    for line in lines:
        line.message.opinion = opinions.get(line.message.pk)
    initial = persona_initial(conversation.persona)
    return {
        **_around(agent),
        "conversation": conversation,
        "lines": lines,
        "waiting": next((line.message for line in reversed(lines) if _waits(line.message)), None),
        "turn": turn_of(chosen[-1]) if chosen else None,
        "clock": held.now(),
        "is_ahead": bool(held.persona.ahead_seconds),
        "opens": conversation.waits_until,
        "persona_form": form or (PersonaForm(agent=agent, initial=initial) if agent else None),
        "examples": _examples() if not lines else [],
    }


def _around(agent: Agent | None) -> dict[str, Any]:
    return {
        "agent": agent,
        "agent_form": AgentForm(initial={"agent": agent.pk if agent else None}),
        "conversations": _tests(),
        "builtin_answers": agent is not None and agent_selectors.builtin_answers(agent),
    }


def _tests() -> list[Conversation]:
    """The newest, each with the words it began with. By their clocks they may lie in any year."""
    first = Message.objects.filter(conversation=OuterRef("pk")).order_by("pk").values("text")[:1]
    tests = Conversation.objects.filter(origin=Conversation.Origin.TEST)
    return list(tests.annotate(first_text=Subquery(first)).order_by("-pk")[:CONVERSATIONS])


def _examples() -> list[str]:
    """Of the workspace's own knowledge, what was changed last first."""
    published = knowledge.articles().filter(status="published").order_by("-updated_at")
    return list(published.values_list("title", flat=True)[:EXAMPLES])


def _waits(message: Any) -> bool:
    return message.author == "customer" and getattr(message, "decision", None) is None
