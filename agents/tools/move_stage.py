from agents.settings import AgentSettings
from agents.tools.deeds import Deed
from agents.tools.tool import Arguments, Case, Choices, Outcome, Tool
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.uses import StageKey


class Target(Arguments):
    stage: str


def _stages(settings: AgentSettings) -> dict[str, StageKey]:
    """Those that the settings allow and that Kommo still has, by the names that the model is given."""
    allowed = set(settings.tools.stages)
    if not allowed:
        return {}
    return {
        f"{stage.pipeline.name} · {stage.name}": StageKey(stage.pipeline.kommo_id, stage.kommo_id)
        for stage in crm_selectors.stages_living()
        if f"{stage.pipeline.kommo_id}:{stage.kommo_id}" in allowed
    }


def _choices(case: Case) -> Choices:
    return {"stage": list(_stages(case.settings))}


def _run(case: Case, told: Target, key: str) -> Outcome:
    target = _stages(case.settings)[told.stage]
    if target == case.stage_key:
        return Outcome(told="The lead is there already.")
    if case.is_dry or case.lead_id is None:
        return Outcome(told=f"A trial: the lead would be moved to “{told.stage}”.")
    changes = crm.lead_move(
        lead_id=case.lead_id,
        pipeline_id=target.pipeline_id,
        stage_id=target.stage_id,
        key=f"{key}-{target.pipeline_id}-{target.stage_id}",
        seen=case.stage_key,
    )
    if changes.conflicts:
        return Outcome(told="Somebody has moved the lead meanwhile; it stays where it is.", ok=False)
    return Outcome(told=f"The lead is in “{told.stage}” now.", did=Deed.STAGE_MOVED)


MOVE_STAGE = Tool(
    name="move_stage",
    permission="move_stage",
    description="Move this customer's lead to a stage.",
    arguments=Target,
    run=_run,
    writes=True,
    choices=_choices,
)
