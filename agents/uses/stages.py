"""What agents answer when crm_kommo asks who uses a stage."""

from agents.models import AgentPipelineStage
from agents.selectors import stages_in_use
from agents.services.replacing import stage_replace
from crm_kommo import uses
from crm_kommo.uses import StageKey, StageUse


def agents_answer() -> None:
    uses.stage_uses.answered_by(stages_of_agents)
    uses.stage_replaced.answered_by(stage_replace)


def stages_of_agents() -> list[StageUse]:
    """Of an agent's draft and its live version together, each stage once."""
    return list(dict.fromkeys(_use(stage) for stage in stages_in_use()))


def _use(stage: AgentPipelineStage) -> StageUse:
    agent = stage.agent_pipeline.version.agent
    return StageUse(
        stage=StageKey(stage.agent_pipeline.pipeline_id, stage.stage_id),
        place=agent.name,
        page="agent-pipelines",
        page_id=agent.pk,
    )
