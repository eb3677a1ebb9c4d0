from collections.abc import Mapping
from typing import Any

from agents.settings.document import AgentSettings


def merged(settings: AgentSettings, patch: Mapping[str, Any]) -> AgentSettings:
    """The settings with a patch in JSON's shape laid over them: objects are merged, everything else is replaced.

    What maps ids to settings (`pipelines`, `hours.week`, `synonyms`) is replaced whole. Raises pydantic's
    ValidationError.
    """
    return AgentSettings.model_validate(laid_over(settings.model_dump(mode="json"), patch))


# Objects whose names are the tenant's own: one that is not named is gone.
_WHOLE = {"pipelines", "week", "synonyms"}


def laid_over(below: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """The same for what need not be valid: a form as it was typed."""
    result = dict(below)
    for name, value in patch.items():
        under = below.get(name)
        merges = isinstance(value, Mapping) and isinstance(under, Mapping) and name not in _WHOLE
        result[name] = laid_over(under, value) if merges else value
    return result
