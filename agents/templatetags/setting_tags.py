"""A setting of an agent on a page, by its path. The context holds `form`, an agents.tab_form.TabForm."""

from collections.abc import Mapping
from typing import Any

from django import template

from agents.controls import CONTROLS, Control
from agents.settings.limits import limits_of
from agents.tab_form import TabForm
from agents.wording.labels import label_of

register = template.Library()


@register.inclusion_tag("components/setting.html", takes_context=True)
def setting(
    context: template.Context,
    path: str,
    choices: Mapping[Any, Any] | None = None,
    groups: Mapping[str, Mapping[Any, Any]] | None = None,
) -> dict[str, Any]:
    """Label, help, control and what is wrong with it. `choices` where they are the account's own.

    `groups`: of a select, heading → choices.
    """
    form: TabForm = context["form"]
    shown = CONTROLS[path]
    allowed = limits_of(path)
    value = form.value(path)
    return {
        "path": path,
        "id": control_id(path),
        "name": shown.name(path),
        "control": shown,
        "choices": _choices(choices or shown.choices, value),
        "groups": [(heading, _choices(grouped, value)) for heading, grouped in (groups or {}).items()],
        "value": value,
        "limits": allowed,
        "step": "any" if allowed.get("type") == "number" else "1",
        "faults": form.faults_in(path),
    }


def _choices(choices: Mapping[Any, Any], value: Any) -> list[tuple[Any, Any, bool]]:
    return [
        (choice, words, choice == value or (isinstance(value, list) and choice in value))
        for choice, words in choices.items()
    ]


@register.simple_tag
def control(path: str) -> Control:
    """The words of a setting that has a markup of its own."""
    return CONTROLS[path]


@register.simple_tag
def limits(path: str) -> dict[str, Any]:
    """What such a setting allows, as `limits_of` gives it; rows by any number."""
    return limits_of(path)


@register.filter
def value_at(form: TabForm, path: str) -> Any:
    return form.value(path)


@register.inclusion_tag("components/setting_faults.html", takes_context=True)
def faults_at(context: template.Context, path: str) -> dict[str, Any]:
    """What is wrong with a part as a whole, or with a control that is not made by `setting`."""
    return {"path": path, "id": control_id(path), "faults": context["form"].faults_at(path)}


@register.filter
def control_id(path: str) -> str:
    """The id of a control: without dots, which mean something else in CSS."""
    return f"s-{path.replace('.', '-')}"


@register.filter
def setting_label(path: str) -> str:
    """The words of the nearest control for a path that is faulty, or else those for the setting."""
    steps = path.split(".")
    near = (".".join(steps[:count]) for count in range(len(steps), 0, -1))
    return next((str(CONTROLS[one].label) for one in near if one in CONTROLS), label_of(steps))
