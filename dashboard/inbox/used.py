"""Which tools a model called on the way to an answer, what stopped it, and what its requests came to."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.controls.tools import TOOLS
from agents.tools.calling import PERMISSIONS, told_plainly

STOPS = {
    "model_turns": gettext_lazy("It was stopped: it called tools again and again."),
    "tool_calls": gettext_lazy("It was stopped: it called too many tools."),
    "same_calls": gettext_lazy("It was stopped: it repeated one call."),
    "time": gettext_lazy("It was stopped: it took too long."),
    "tokens": gettext_lazy("It was stopped: it used too many tokens."),
}


@dataclass(frozen=True)
class UsedTool:
    """`has_done`: something has really changed. `told`: what the model was told of it."""

    name: str
    told: str
    has_done: bool
    is_refused: bool


def tools_used(trace: dict[str, Any]) -> list[UsedTool]:
    """In the order of the calls; a tool that there is none of stands by its name."""
    return [
        UsedTool(_name(use["name"]), told_plainly(use["told"]), has_done=bool(use["did"]), is_refused=not use["ok"])
        for use in trace.get("tools") or ()
    ]


def stop_text(trace: dict[str, Any]) -> str:
    code = trace.get("stopped") or ""
    return str(STOPS.get(code, code))


def spent_text(trace: dict[str, Any]) -> str:
    """Such as “2 calls · 2,400 tokens · 1.8 s”; empty where no model of the company's own was asked."""
    spent = trace.get("spent") or {}
    if not spent.get("calls"):
        return ""
    calls = ngettext("%(count)s call", "%(count)s calls", spent["calls"]) % {"count": spent["calls"]}
    tokens = ngettext("%(count)s token", "%(count)s tokens", spent["tokens"]) % {"count": f"{spent['tokens']:,}"}
    seconds = _("%(seconds)s s") % {"seconds": f"{spent['ms'] / 1000:.1f}"}
    return " · ".join(filter(None, (calls, tokens, seconds, _cost(spent))))


def _cost(spent: dict[str, Any]) -> str:
    if spent.get("cost_micros") is None:
        return ""
    return f"{spent['cost_micros'] / 1_000_000:.4f} {spent['currency']}"


def _name(tool: str) -> str:
    permission = PERMISSIONS.get(tool)
    return str(TOOLS[f"tools.{permission}"].label) if permission else tool
