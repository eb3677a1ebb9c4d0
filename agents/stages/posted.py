"""What is posted from the Pipelines tab, as a patch of the settings.

The form holds the switches of every pipeline, and of stages only those whose cards are open: the rest stays as it is.
Pure.
"""

from collections.abc import Mapping
from typing import Any

from agents.posted import Posted, posted_settings, whole_number
from agents.settings import AgentSettings
from agents.settings.reach import PipelineSettings, StageSettings

NOTHING = PipelineSettings().model_dump(mode="json")
BY_ITSELF = {name: field.default for name, field in StageSettings.model_fields.items()}


def pipelines_posted(posted: Posted, settings: AgentSettings) -> dict[str, Any]:
    """{"pipelines": all of them, as they would be}."""
    pipelines = settings.model_dump(mode="json", include={"pipelines"})["pipelines"]
    said = posted_settings(posted, parts=("pipelines",)).get("pipelines", {})
    for pipeline_id, switches in said.items():
        before = pipelines.get(pipeline_id, NOTHING)
        after = _pipeline(before, switches)
        if after != NOTHING or pipeline_id in pipelines:
            pipelines[pipeline_id] = after
    return {"pipelines": pipelines}


def _pipeline(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    after = {**before, **{name: value for name, value in said.items() if name != "stage_settings"}}
    after["stage_settings"] = dict(before["stage_settings"])
    after["statuses"] = list(before["statuses"])
    for stage_id, told in said.get("stage_settings", {}).items():
        _put_stage(after, stage_id, told, before=before)
    return after


def _put_stage(after: dict[str, Any], stage_id: str, said: Mapping[str, Any], *, before: Mapping[str, Any]) -> None:
    was_told = before["stage_settings"].get(stage_id, {})
    told = {**was_told, **_told(said)}
    mode = told.pop("mode", "answers")
    number = whole_number(stage_id) or stage_id
    # The card shows the mode that holds: as long as it was not touched, the switch of all stages decides.
    if mode != mode_of(before, stage_id) or not after["all_statuses"]:
        is_chosen = number in after["statuses"]
        if mode == "off" and is_chosen:
            after["statuses"].remove(number)
        elif mode != "off" and not is_chosen and not after["all_statuses"]:
            after["statuses"].append(number)
        told["mode"] = "answers" if mode == "off" and not after["all_statuses"] else mode
    elif "mode" in was_told:
        told["mode"] = was_told["mode"]
    kept = {name: value for name, value in told.items() if name in was_told or value != BY_ITSELF.get(name)}
    if kept or stage_id in before["stage_settings"]:
        after["stage_settings"][stage_id] = kept


def mode_of(pipeline: Mapping[str, Any], stage_id: str) -> str:
    """What holds in a stage where the agent works in its pipeline."""
    is_chosen = pipeline["all_statuses"] or any(str(chosen) == stage_id for chosen in pipeline["statuses"])
    return pipeline["stage_settings"].get(stage_id, {}).get("mode", "answers") if is_chosen else "off"


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    """No `when`: the lead is not moved. The stage to move to is one choice, of pipeline and stage: 11689563-142."""
    told = dict(said)
    leaving = told.get("exit")
    if isinstance(leaving, Mapping):
        told["exit"] = {**leaving, "move_to": _target(leaving.get("move_to"))} if leaving.get("when") else None
    return told


def _target(choice: Any) -> Any:
    pipeline_id, _dash, stage_id = str(choice or "").partition("-")
    target = {"pipeline_id": whole_number(pipeline_id), "status_id": whole_number(stage_id)}
    return None if None in target.values() else target
