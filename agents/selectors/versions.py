"""Versions of agents, and what they hold."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from agents.models import Agent, AgentPipeline, AgentPipelineStage, AgentVersion
from agents.recently_used import RecentlyUsed
from agents.settings import AgentSettings

# Settings that a process remembers: of published versions, which never change, and of drafts as they were saved.
REMEMBERED = 200
_remembered: RecentlyUsed[tuple, AgentSettings] = RecentlyUsed(REMEMBERED)


def versions_published(agent: Agent) -> QuerySet[AgentVersion]:
    """Newest first."""
    return agent.versions.exclude(number=None)


def draft_of(agent: Agent) -> AgentVersion:
    return agent.versions.get(number=None)


def version_asked(agent: Agent, *, draft: bool) -> AgentVersion:
    """The draft, or what is live; of an agent of which nothing was published there is only the draft."""
    return draft_of(agent) if draft or agent.live is None else agent.live


def drafts_of(agents: Iterable[Agent]) -> dict[int, AgentVersion]:
    """Agent's id → its draft; one query."""
    return {draft.agent_id: draft for draft in AgentVersion.objects.filter(agent__in=agents, number=None)}


def settings_of(version: AgentVersion) -> AgentSettings:
    """What a version holds, whole. Three queries, none for a published one that is remembered."""
    return settings_of_all([version])[version.pk]


def settings_live(agent_id: int) -> AgentSettings | None:
    """What holds for an agent now; None where there is no such agent any more, or nothing of it was published."""
    version = AgentVersion.objects.filter(live_of=agent_id).first()
    return settings_of(version) if version else None


def settings_of_all(versions: Iterable[AgentVersion]) -> dict[int, AgentSettings]:
    """The same of several, by their ids; three queries, however many there are."""
    wanted = list(versions)
    found = {version.pk: _remembered.get(_key(version)) for version in wanted}
    unread = [version for version in wanted if found.get(version.pk) is None]
    rows = defaultdict(list)
    for row in AgentPipeline.objects.filter(version__in=unread).prefetch_related("stages") if unread else []:
        rows[row.version_id].append(row)
    for version in unread:
        found[version.pk] = _read(version, rows[version.pk])
        _remembered.put(_key(version), found[version.pk])
    return found


def versions_current() -> QuerySet[AgentVersion]:
    """The draft and the live version of every agent, each with its agent."""
    return AgentVersion.objects.filter(Q(number=None) | ~Q(live_of=None)).select_related("agent").order_by("pk")


def stages_in_use() -> QuerySet[AgentPipelineStage]:
    """The stages that a live version or a draft works in or is told something about, each with its agent."""
    used = AgentPipelineStage.objects.filter(Q(is_active=True) | ~Q(settings=None))
    current = Q(agent_pipeline__version__number=None) | ~Q(agent_pipeline__version__live_of=None)
    return used.filter(current).select_related("agent_pipeline__version__agent").order_by("pk")


def _key(version: AgentVersion) -> tuple:
    """Ids are counted in each workspace anew; a revision that was rolled back comes again, at another moment."""
    return connection.schema_name, version.pk, version.revision, version.updated_at


def _read(version: AgentVersion, rows: list[AgentPipeline]) -> AgentSettings:
    pipelines = {row.pipeline_id: _pipeline(row) for row in rows}
    return AgentSettings.model_validate({**version.document, "pipelines": pipelines})


def _pipeline(row: AgentPipeline) -> dict:
    return {
        "is_active": row.is_active,
        "all_statuses": row.all_stages,
        "statuses": [stage.stage_id for stage in row.stages.all() if stage.is_active],
        "stage_settings": {stage.stage_id: stage.settings for stage in row.stages.all() if stage.settings is not None},
    }
