"""Settings that only an AI model can follow: the built-in one quotes articles and obeys no words. Pure."""

from agents.settings.differences import Difference, differences
from agents.settings.document import AgentSettings
from agents.settings.reach import PipelineSettings

WORDS = {"role", "goal", "instructions", "tools"}
MANNER = {("style", "tone"), ("style", "formality")}


def model_needed_for(settings: AgentSettings) -> list[Difference]:
    """Those that were set, and that nothing follows while there is no model; of the stages' instructions the first."""
    looked_at = settings.model_copy(update={"pipelines": _first_prompt(settings)})
    found = differences(AgentSettings(name=settings.name), looked_at)
    return [difference for difference in found if _needs_model(difference)]


def _first_prompt(settings: AgentSettings) -> dict[int, PipelineSettings]:
    for pipeline_id, pipeline in settings.pipelines.items():
        for stage_id, said in pipeline.stage_settings.items():
            if said.prompt:
                return {pipeline_id: PipelineSettings(stage_settings={stage_id: said})}
    return {}


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
