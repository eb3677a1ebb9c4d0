"""What is still missing until an agent answers customers, in the order in which it is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agents.gates import Scope
from agents.selectors import scopes_active
from crm_kommo.selectors import connection_current, pipelines_with_stages
from knowledge.selectors import articles_published_count


@dataclass(frozen=True)
class Step:
    done: bool
    title: str
    text: str
    url: str
    action: str


def open_points() -> list[Step]:
    """The steps of setting up; an empty list when all of them are done."""
    connection = connection_current()
    scopes = scopes_active()
    steps = [
        Step(
            connection is not None and connection.is_usable,
            _("Connect Kommo"),
            _("So that chats reach your agents and their answers reach your customers."),
            reverse("kommo"),
            _("Connect"),
        ),
        Step(
            pipelines_with_stages().exists(),
            _("Sync CRM Settings"),
            _("Brings your pipelines, stages, fields, people and channels here."),
            reverse("kommo"),
            _("Sync"),
        ),
        Step(
            articles_published_count() > 0,
            _("Teach"),
            _("Write an article with what customers ask about: delivery, payment, returns."),
            reverse("articles"),
            _("Write an article"),
        ),
        Step(
            any(_works_somewhere(scope) for scope in scopes),
            _("Put an agent to work"),
            _("Choose the pipelines, stages and channels in which it answers, and switch it on."),
            reverse("agents"),
            _("Set up an agent"),
        ),
    ]
    return [] if all(step.done for step in steps) else steps


def _works_somewhere(scope: Scope) -> bool:
    """A pipeline that is on answers nobody while none of its stages is."""
    pipelines = scope.settings.pipelines.values()
    return any(pipeline.is_active and (pipeline.all_statuses or pipeline.stages_on) for pipeline in pipelines)
