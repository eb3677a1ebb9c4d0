"""A turn of the test chat, laid open: what became of a customer's message, and how."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.renderers import JSONRenderer

from agents.prompt_words import origin_page, origin_words
from agents.prompts import Origin
from agents.reasons import reason_label
from chat.models import Decision, Message
from dashboard.inbox.found import values_found
from dashboard.inbox.lines import Line
from dashboard.live.shapes import outcome_shown


@dataclass(frozen=True)
class PromptPart:
    """`page`: the name of the page where it is changed, "" where it cannot be."""

    title: str
    page: str
    text: str


@dataclass(frozen=True)
class Turn:
    """`summary`: in one line. `whole`: all of it as JSON, to be copied."""

    line: Line
    decision: Decision
    summary: str
    prompt: list[PromptPart]
    uses: list[dict[str, Any]]
    whole: str

    @property
    def message(self) -> Message:
        return self.line.message


def turn_of(line: Line) -> Turn | None:
    """None while nothing is decided about the message of this line."""
    decision = getattr(line.message, "decision", None)
    if decision is None:
        return None
    trace = decision.trace
    shown = outcome_shown(line.message, decision, with_settings=True)
    return Turn(
        line=line,
        decision=decision,
        summary=turn_summary(decision),
        prompt=[_part(part) for part in trace.get("prompt") or []],
        uses=[{**use, "arguments": _json(use["arguments"])} for use in trace.get("tools") or []],
        whole=_json(json.loads(JSONRenderer().render(shown))),
    )


def turn_summary(decision: Decision) -> str:
    """Answered · 1.8 s · 2,400 tokens · 3 sources · 1 write; of each only what there is."""
    trace, parts = decision.trace, [reason_label(decision.reason)]
    if "took_ms" in trace:
        parts.append(_("%(seconds).1f s") % {"seconds": trace["took_ms"] / 1000})
    tokens = sum((trace.get("tokens") or {}).get(way) or 0 for way in ("in", "out"))
    if tokens:
        words = ngettext("%(count)s token", "%(count)s tokens", tokens)
        parts.append(words % {"count": intcomma(tokens)})
    if cost := (trace.get("spent") or {}).get("cost_micros"):
        parts.append(f"{cost / 1_000_000:.4f} {trace['spent'].get('currency', '')}".strip())
    sources = len(decision.reply.sources) if decision.reply else 0
    if sources:
        parts.append(ngettext("%(count)d source", "%(count)d sources", sources) % {"count": sources})
    calls = len(trace.get("tools") or [])
    if calls:
        parts.append(ngettext("%(count)d tool", "%(count)d tools", calls) % {"count": calls})
    writes = sum(not found.why for found in values_found(trace))
    if writes:
        parts.append(ngettext("%(count)d write", "%(count)d writes", writes) % {"count": writes})
    return " · ".join(parts)


def _part(part: dict[str, str]) -> PromptPart:
    """Of a release of another time the origin may have another name."""
    if part["origin"] not in set(Origin):
        return PromptPart(part["origin"], "", part["text"])
    origin = Origin(part["origin"])
    return PromptPart(origin_words(origin), origin_page(origin), part["text"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
