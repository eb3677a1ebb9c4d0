"""Draft and published: a draft is changed as often as one likes; publishing makes a version that never changes."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agents.models import Agent, AgentVersion
from agents.selectors import draft_of, settings_of
from agents.services.pipeline_rows import pipelines_save
from agents.services.priority import priority_check
from agents.settings import AgentSettings
from tenants.errors import Conflict
from tenants.models import User

Change = Callable[[AgentSettings], AgentSettings]


class DraftChanged(Conflict):
    """Somebody else has saved the draft since it was looked at."""

    def __init__(self, draft: AgentVersion) -> None:
        super().__init__(
            _("%(person)s has changed this draft meanwhile. Reload the page to see it, then change it again.")
            % {"person": draft.author_name or _("Somebody")},
            code="draft_changed",
        )


@transaction.atomic
def draft_change(
    *, agent: Agent, change: Change, author: User | None, seen_revision: int | None = None
) -> AgentVersion:
    """Change the draft; what customers meet stays as it is. `seen_revision`: the draft the change was made on.

    Raises DraftChanged.
    """
    draft = _lock(agent)
    if seen_revision is not None and draft.revision != seen_revision:
        raise DraftChanged(draft)
    before = settings_of(draft)
    after = change(before)
    if after == before:
        return draft
    return _save(draft, after, author)


@transaction.atomic
def settings_change(*, agent: Agent, change: Change, author: User | None, note: str = "") -> AgentVersion:
    """Change what is live, and the draft with it, and publish that at once; what else the draft holds stays a draft."""
    draft = _lock(agent)
    waiting = settings_of(draft)
    live = settings_of(agent.live) if agent.live else waiting
    _save(draft, change(live), author)
    version = agent_publish(agent=agent, author=author, note=note)
    if live != waiting:
        _save(draft, change(waiting), author)
    return version


@transaction.atomic
def agent_publish(*, agent: Agent, author: User | None, note: str = "") -> AgentVersion:
    """Make the draft the live version, from the next message on; a reply that is being made is finished as it began.

    Publishing what is live already changes nothing. Raises PriorityTaken, of an agent that is on.
    """
    draft = _lock(agent)
    settings = settings_of(draft)
    if agent.live and settings_of(agent.live) == settings:
        return agent.live
    if agent.is_active:
        priority_check(agent=agent, settings=settings)
    last = agent.versions.aggregate(last=Max("number"))["last"] or 0
    version = AgentVersion(agent=agent, number=last + 1, note=note[:300])
    version = _save(version, settings, author)
    agent.live, agent.name, agent.purpose = version, settings.name, settings.purpose
    agent.save(update_fields=["live", "name", "purpose", "updated_at"])
    return version


def version_restore(*, agent: Agent, version: AgentVersion, author: User | None) -> AgentVersion:
    """Put an earlier version into the draft; nothing is published by it."""
    earlier = settings_of(version)
    return draft_change(agent=agent, change=lambda _draft: earlier, author=author)


def draft_make(*, agent: Agent, settings: AgentSettings, author: User | None) -> AgentVersion:
    """The draft of an agent that has none yet."""
    return _save(AgentVersion(agent=agent), settings, author)


def agent_lock(agent: Agent) -> None:
    """Whoever changes an agent's draft, publishes or switches it does so alone."""
    Agent.objects.select_for_update(of=("self",)).get(pk=agent.pk)
    agent.refresh_from_db(fields=["live", "is_active", "priority"])


def _lock(agent: Agent) -> AgentVersion:
    agent_lock(agent)
    return draft_of(agent)


def _save(version: AgentVersion, settings: AgentSettings, author: User | None) -> AgentVersion:
    version.document = settings.model_dump(mode="json", exclude={"pipelines"})
    version.author_id, version.author_name = (author.pk, str(author)) if author else (None, "")
    version.revision += 1
    version.save()
    pipelines_save(version=version, pipelines=settings.pipelines)
    if version.is_draft and version.agent.live_id is None:
        Agent.objects.filter(pk=version.agent_id).update(name=settings.name, purpose=settings.purpose)
    return version
