"""What the form of a tab shows: the draft, or what was typed over it, and what is wrong with that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.faults import Fault
from agents.models import AgentVersion
from agents.settings import AgentSettings
from agents.settings.limits import limits_of
from agents.settings.merge import laid_over


@dataclass(frozen=True)
class TabForm:
    """`values` in the JSON shape of the settings; `revision` of the draft they were made on; `clash`: who was first.

    `rest_is_saved`: what is not faulty is in the draft already.
    """

    revision: int
    values: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)
    clash: str = ""
    rest_is_saved: bool = False

    @classmethod
    def of(cls, draft: AgentVersion, settings: AgentSettings) -> "TabForm":
        return cls(draft.revision, settings.model_dump(mode="json"))

    def typed(self, patch: Mapping[str, Any], **wrong: Any) -> "TabForm":
        """The same with what was typed, and what is wrong with it."""
        return TabForm(values=laid_over(self.values, patch), **{"revision": self.revision, **wrong})

    def value(self, path: str) -> Any:
        """What stands at a path; in a part that is missing, what would stand there by default."""
        found: Any = self.values
        for step in path.split("."):
            if isinstance(found, Mapping) and step in found:
                found = found[step]
            elif isinstance(found, list) and step.isdecimal() and int(step) < len(found):
                found = found[int(step)]
            else:
                return limits_of(path).get("default")
        return found

    def faults_in(self, path: str) -> list[str]:
        """What is wrong with a setting or anything in it."""
        return [fault.message for fault in self.faults if fault.is_in(path)]

    def faults_at(self, path: str) -> list[str]:
        """What is wrong with a part as a whole."""
        return [fault.message for fault in self.faults if fault.path == path]
