"""What agents answer when crm_kommo asks who uses a field."""

from collections.abc import Iterator

from agents.cards import ENTITIES
from agents.models import Agent
from agents.selectors import settings_of_all, versions_current
from agents.settings import AgentSettings
from agents.settings.scripts import Ask, Condition
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
    for path in _paths(settings):
        card, _dot, key = path.partition(".")
        field_id = custom_id(key)
        if field_id is not None:
            yield FieldUse(
                entity=ENTITIES[card], field_id=field_id, place=agent.name, page="agent-fields", page_id=agent.pk
            )


def _paths(settings: AgentSettings) -> Iterator[str]:
    """Every field that is named: by access, by rules, by what stages collect and by scripts."""
    access, entry = settings.access, settings.data_entry
    yield from (f"lead.{one.field}" for one in access.lead)
    yield from (f"contact.{one.field}" for one in access.contact)
    yield from access.sensitive
    yield from (f"lead.{rule.field_id}" for rule in entry.lead)
    yield from (f"contact.{rule.field_id}" for rule in entry.contact)
    for pipeline in settings.pipelines.values():
        yield from (path for stage in pipeline.stage_settings.values() for path in stage.collect)
    for script in settings.scripts:
        yield from (step.field for step in script.steps if isinstance(step, Ask))
        yield from (step.of for step in script.steps if isinstance(step, Condition) and step.of != "said")
