"""May an agent answer this message? An ordered list of gates, each with a named verdict.

Pure: scopes and facts in, a verdict out. The agents stand in the order of their priority; the first one that passes
every gate answers. When none does, the reason is that of the agent that came furthest.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from agents.circumstances import Circumstances
from agents.custody import bot_silences, person_silences
from agents.opening import is_open
from agents.settings import AgentSettings
from agents.settings.reach import PipelineSettings
from agents.verdicts import Reason


@dataclass(frozen=True)
class Scope:
    """One agent that could answer, and what its live version says. `version`: its number."""

    agent_id: int
    agent_name: str
    settings: AgentSettings
    works_with_kommo: bool = True
    version: int | None = None


@dataclass(frozen=True)
class Facts:
    """What is known about the message and its lead."""

    connected: bool
    kommo_refuses: bool
    has_talk: bool
    has_text: bool
    pipeline_id: int | None
    stage_id: int | None
    channel: str
    source_id: int | None
    circumstances: Circumstances
    channel_is_on: bool = True
    is_public: bool = False
    window_open: bool = True


@dataclass(frozen=True)
class Verdict:
    """`agent_id` None: nothing is done, for `reason`. COLLECTS_ONLY: that agent fills fields, and is silent.

    `passed` names the gates that let the message through.
    `scope`: of the agent that answers, or else of the one that came furthest. `collectors`: of the agents that only
    collect here, `scope` among them where nobody answers.
    """

    reason: Reason
    agent_id: int | None = None
    agent_name: str = ""
    passed: list[str] = field(default_factory=list)
    scope: Scope | None = None
    collectors: list[Scope] = field(default_factory=list)


CONVERSATION_GATES: list[tuple[str, Reason, Callable[[Facts], bool]]] = [
    ("connection", Reason.NO_CONNECTION, lambda facts: facts.connected),
    ("access", Reason.NO_ACCESS, lambda facts: not facts.kommo_refuses),
    ("talk", Reason.NO_TALK, lambda facts: facts.has_talk),
    ("text", Reason.NOTHING_TO_READ, lambda facts: facts.has_text),
    ("private", Reason.PUBLIC_COMMENT, lambda facts: not facts.is_public),
    ("window", Reason.WINDOW_CLOSED, lambda facts: facts.window_open),
    ("lead", Reason.NO_LEAD, lambda facts: facts.pipeline_id is not None),
]

AGENT_GATES: list[tuple[str, Reason, Callable[[Facts, Scope], bool]]] = [
    ("installed", Reason.KOMMO_NOT_INSTALLED, lambda facts, scope: scope.works_with_kommo),
    ("pipeline", Reason.PIPELINE_OFF, lambda facts, scope: _pipeline(facts, scope).is_active),
    ("stage", Reason.STAGE_OFF, lambda facts, scope: _works_in_stage(facts, scope)),
    (
        "channel",
        Reason.CHANNEL_OFF,
        lambda facts, scope: facts.channel_is_on and scope.settings.channels.covers(facts.channel, facts.source_id),
    ),
    ("person", Reason.PERSON_TOOK_OVER, lambda facts, scope: not _person_has_it(facts.circumstances, scope)),
    ("bot", Reason.BOT_TOOK_OVER, lambda facts, scope: not _bot_has_it(facts.circumstances, scope)),
    ("hours", Reason.OUTSIDE_HOURS, lambda facts, scope: _is_at_work(facts.circumstances, scope)),
    ("limits", Reason.LIMIT_REACHED, lambda facts, scope: _may_go_on(facts.circumstances, scope)),
]
# Costs are counted in millionths.
MICROS = 1_000_000
# What keeps an agent from beginning an answer, and not from finishing one: asked when it decides, not when it sends.
BEGINNING = {Reason.OUTSIDE_HOURS, Reason.LIMIT_REACHED}


def decide(facts: Facts, scopes: list[Scope], *, but: Collection[str] = ()) -> Verdict:
    """Which agent answers; or why nobody does. The scopes stand in the order in which they are asked.

    `but`: the names of gates that are not asked, of a conversation that is not held in Kommo.
    """
    passed: list[str] = []
    for name, reason, lets_pass in CONVERSATION_GATES:
        if name in but:
            continue
        if not lets_pass(facts):
            return Verdict(reason, passed=passed)
        passed.append(name)
    if not scopes:
        return Verdict(Reason.NO_AGENT, passed=passed)
    verdicts = [_try_agent(facts, scope, passed, but) for scope in scopes]
    acting = [verdict for verdict in verdicts if verdict.agent_id is not None]
    # One that answers goes before one that only collects, whoever is asked first.
    chosen = min(acting, key=lambda verdict: verdict.reason is not Reason.ANSWERED, default=None)
    if chosen is None:
        return max(verdicts, key=lambda verdict: len(verdict.passed))
    collecting = [verdict.scope for verdict in acting if verdict.reason is Reason.COLLECTS_ONLY]
    return replace(chosen, collectors=[scope for scope in collecting if scope is not None])


def _try_agent(facts: Facts, scope: Scope, already: list[str], but: Collection[str]) -> Verdict:
    passed = list(already)
    collects = facts.stage_id is not None and _pipeline(facts, scope).mode(facts.stage_id) == "collects"
    for name, reason, lets_pass in AGENT_GATES:
        if name in but:
            continue
        # Collecting says nothing: it keeps no hours and uses up no answers.
        if not (collects and reason in BEGINNING) and not lets_pass(facts, scope):
            return Verdict(reason, agent_name=scope.agent_name, passed=passed, scope=scope)
        passed.append(name)
    reason = Reason.COLLECTS_ONLY if collects else Reason.ANSWERED
    return Verdict(reason, scope.agent_id, scope.agent_name, passed, scope)


def _pipeline(facts: Facts, scope: Scope) -> PipelineSettings:
    return scope.settings.pipelines.get(facts.pipeline_id or 0, PipelineSettings())


def _works_in_stage(facts: Facts, scope: Scope) -> bool:
    return facts.stage_id is not None and _pipeline(facts, scope).mode(facts.stage_id) != "off"


def _person_has_it(now: Circumstances, scope: Scope) -> bool:
    return person_silences(now.person, scope.settings.takeover, now.now)


def _bot_has_it(now: Circumstances, scope: Scope) -> bool:
    return bot_silences(now.bot_wrote_at, scope.settings.takeover, now.now)


def _is_at_work(now: Circumstances, scope: Scope) -> bool:
    """Who wrote before it closed is answered, even if that takes until after."""
    hours = scope.settings.hours
    return is_open(hours, now.said_at) or is_open(hours, now.now)


def _may_go_on(now: Circumstances, scope: Scope) -> bool:
    limits = scope.settings.limits
    counted = (
        (limits.per_conversation, now.answers_here),
        (limits.per_day, now.answers_today),
        (limits.cost_per_conversation * MICROS, now.cost_here),
        (limits.cost_per_day * MICROS, now.cost_today),
    )
    return all(not most or counts.get(scope.agent_id, 0) < most for most, counts in counted)
