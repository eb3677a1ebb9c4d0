"""What agents answer when crm_kommo asks who uses a field."""

from collections.abc import Iterator

from agents.card_kinds import ENTITIES
from agents.models import Agent
from agents.selectors import settings_of_all, versions_current
from agents.settings import AgentSettings
from agents.settings.fields_named import fields_named
from crm_kommo import uses
from crm_kommo.field_catalogue import custom_id
from crm_kommo.uses import FieldUse


def agents_name_fields() -> None:
    uses.field_uses.answered_by(fields_of_agents)


def fields_of_agents() -> list[FieldUse]:
    """Of an agent's draft and its live version together, each field once."""
    versions = list(versions_current())
    held = settings_of_all(versions)
    found = (use for version in versions for use in _uses(version.agent, held[version.pk]))
    return list(dict.fromkeys(found))


def _uses(agent: Agent, settings: AgentSettings) -> Iterator[FieldUse]:
    for named in fields_named(settings):
        field_id = custom_id(named.field.key)
        if field_id is not None:
            entity = ENTITIES[named.field.card]
            yield FieldUse(entity=entity, field_id=field_id, place=agent.name, page="agent-fields", page_id=agent.pk)
