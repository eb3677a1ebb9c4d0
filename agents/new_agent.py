"""What the page of a new agent shows of each template."""

from dataclasses import dataclass

from agents.as_in_kommo import KommoNames
from agents.changes import ChangesOfTab, changes_between
from agents.settings import AgentSettings
from agents.templates_of_agents import AgentTemplate, templates_in


@dataclass(frozen=True)
class TemplateChoice:
    """`sets`: what it sets, in the words of the settings."""

    template: AgentTemplate
    sets: list[ChangesOfTab]


def template_choices(language: str) -> list[TemplateChoice]:
    names = KommoNames()
    return [TemplateChoice(template, _sets(template.settings, names)) for template in templates_in(language)]


def _sets(settings: AgentSettings, names: KommoNames) -> list[ChangesOfTab]:
    return changes_between(AgentSettings(name=settings.name), settings, names=names)
