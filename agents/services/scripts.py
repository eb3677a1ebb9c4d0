"""Scripts are made, changed and deleted one by one: in the draft, or in what is live and the draft with it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.drafting import settings_patched
from agents.faults import Fault, SettingsInvalid, faults_of
from agents.models import Agent
from agents.selectors import settings_of, version_asked
from agents.services.versions import draft_change, settings_change
from agents.settings import AgentSettings
from agents.settings.scripts import Script
from tenants.errors import NotFound
from tenants.models import User

Scripts = list[Script]


class ScriptNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such script."), code="script_not_found")


def scripts_of(agent: Agent, *, draft: bool) -> Scripts:
    """Of the version that `version_asked` gives."""
    return settings_of(version_asked(agent, draft=draft)).scripts


def script_of(agent: Agent, script_id: int, *, draft: bool) -> Script:
    """Raises ScriptNotFound."""
    found = next((script for script in scripts_of(agent, draft=draft) if script.id == script_id), None)
    if found is None:
        raise ScriptNotFound
    return found


@transaction.atomic
def script_add(
    *, agent: Agent, fields: Mapping[str, Any], author: User, draft: bool = True, seen: int | None = None
) -> Script:
    """A new script behind the others, under an id that no script of the agent ever had.

    `fields` in the settings' shape. Raises SettingsInvalid with paths inside of the script, DraftChanged.
    """
    Agent.objects.filter(pk=agent.pk).update(scripts_made=F("scripts_made") + 1)
    made = Agent.objects.values_list("scripts_made", flat=True).get(pk=agent.pk)
    script = _script({**fields, "id": made})
    _change(agent, lambda scripts: [*scripts, script], script=script, author=author, draft=draft, seen=seen)
    return script


@transaction.atomic
def script_change(
    *, agent: Agent, script_id: int, patch: Mapping[str, Any], author: User, draft: bool = True, seen: int | None = None
) -> Script:
    """What the patch names is replaced. Raises ScriptNotFound, SettingsInvalid as `script_add`, DraftChanged."""
    before = script_of(agent, script_id, draft=draft)
    after = _script({**before.model_dump(mode="json"), **patch, "id": script_id})

    def replaced(scripts: Scripts) -> Scripts:
        return [after if script.id == script_id else script for script in scripts]

    _change(agent, replaced, script=after, author=author, draft=draft, seen=seen)
    return after


@transaction.atomic
def script_delete(*, agent: Agent, script_id: int, author: User, draft: bool = True) -> None:
    """Raises ScriptNotFound."""
    gone = script_of(agent, script_id, draft=draft)

    def without(scripts: Scripts) -> Scripts:
        return [script for script in scripts if script.id != script_id]

    _change(agent, without, script=gone, author=author, draft=draft)


def _script(fields: Mapping[str, Any]) -> Script:
    try:
        return Script.model_validate(fields)
    except ValidationError as error:
        raise SettingsInvalid(faults_of(error)) from error


def _change(
    agent: Agent,
    edit: Callable[[Scripts], Scripts],
    *,
    script: Script,
    author: User,
    draft: bool,
    seen: int | None = None,
) -> None:
    def change(settings: AgentSettings) -> AgentSettings:
        scripts = edit(settings.scripts)
        try:
            return settings_patched(settings, {"scripts": [one.model_dump(mode="json") for one in scripts]})
        except SettingsInvalid as error:
            raise SettingsInvalid([_inside(fault, scripts, script) for fault in error.faults]) from error

    if draft:
        draft_change(agent=agent, change=change, author=author, seen_revision=seen)
    else:
        settings_change(agent=agent, change=change, author=author)


def _inside(fault: Fault, scripts: Scripts, script: Script) -> Fault:
    """The fault with its path inside of the script that is being changed."""
    row = next((row for row, one in enumerate(scripts) if one.id == script.id), None)
    return Fault(fault.path.removeprefix(f"scripts.{row}."), fault.code, fault.message)
