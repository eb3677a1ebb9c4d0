"""Settings that only an AI model can follow: the built-in one quotes articles and obeys no words. Pure."""

from agents.settings.differences import Difference, differences
from agents.settings.document import AgentSettings

WORDS = {"role", "goal", "instructions"}
MANNER = {("style", "tone"), ("style", "formality")}


def model_needed_for(settings: AgentSettings) -> list[Difference]:
    """Those that were set, and that nothing follows while there is no model; in the order of the settings."""
    return [
        difference
        for difference in differences(AgentSettings(name=settings.name), settings)
        if _needs_model(difference)
    ]


def _needs_model(difference: Difference) -> bool:
    path, value = difference.path, difference.after
    if path[0] == "scripts":
        return _has_instructions(value)
    is_prompt = path[0] == "pipelines" and path[-1] == "prompt"
    is_instruction = path[0] == "data_entry" and bool(getattr(getattr(value, "settings", None), "instruction", ""))
    return path[0] in WORDS or path in MANNER or is_prompt or is_instruction


def _has_instructions(script: object) -> bool:
    """Steps whose text is no exact wording."""
    return any(not getattr(step, "exact", True) for step in getattr(script, "steps", ()))
