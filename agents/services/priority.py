"""Two agents of one priority in one cell: nobody could say which of them answers."""

from django.db import connection
from django.utils.translation import gettext as _

from agents.as_in_kommo import KommoNames
from agents.coverage import ANY_STAGE, EVERY_CHANNEL, Clash, Worker, clashes
from agents.models import Agent
from agents.selectors import workers
from agents.settings import AgentSettings
from tenants.errors import InvalidInput


class PriorityTaken(InvalidInput):
    """Another agent answers in the same stage and channel with the same priority."""

    def __init__(self, clash: Clash) -> None:
        place = _place_of(clash)
        super().__init__(
            _(
                "%(agent)s answers in the same place (%(place)s) with the same priority, %(priority)s. Give one of the "
                "two another priority: the one with the lower number answers."
            )
            % {"agent": clash.other.name, "place": place, "priority": clash.other.priority},
            field="priority",
            code="priority_taken",
            extra={"agent_id": clash.other.agent_id, "agent": clash.other.name, "place": place},
        )


def priority_check(*, agent: Agent, settings: AgentSettings) -> None:
    """Raises PriorityTaken. Whoever checks in a workspace does so alone until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{connection.schema_name}.agents.priority"])
    if clash := priority_clash(agent=agent, settings=settings):
        raise clash


def priority_clash(*, agent: Agent, settings: AgentSettings) -> PriorityTaken | None:
    """What would hinder an agent of these settings from being on; nothing is locked."""
    clash = next(clashes(Worker(agent.pk, settings.name, agent.priority, settings), workers()), None)
    return PriorityTaken(clash) if clash else None


def _place_of(clash: Clash) -> str:
    """Pipeline, stage and channel, as Kommo calls them."""
    names = KommoNames()
    every_stage = clash.stage_id == ANY_STAGE
    stage = _("all stages") if every_stage else names.stage(clash.pipeline_id, clash.stage_id).name
    channel = _("all channels") if clash.channel == EVERY_CHANNEL else names.channel(clash.channel)
    return " · ".join([names.pipeline(clash.pipeline_id).name, stage, channel])
