"""What the page of a new agent shows of each template."""

from dataclasses import dataclass

from agents.changes import ChangesOfTab, changes_between
from agents.settings import AgentSettings
from agents.templates_of_agents import AgentTemplate, templates_in


@dataclass(frozen=True)
class TemplateChoice:
    """`sets`: what it sets, in the words of the settings."""

    template: AgentTemplate
    sets: list[ChangesOfTab]


def template_choices(language: str) -> list[TemplateChoice]:
    return [
        TemplateChoice(template, changes_between(AgentSettings(name=template.settings.name), template.settings))
        for template in templates_in(language)
    ]
