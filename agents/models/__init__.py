from agents.models.agent import Agent
from agents.models.field_write import FieldWrite
from agents.models.integration import AgentIntegration
from agents.models.model_call import ModelCall
from agents.models.provider import ModelProvider
from agents.models.scope import AgentPipeline, AgentPipelineStage
from agents.models.script_place import ScriptPlace
from agents.models.tool_effect import ToolEffect
from agents.models.version import AgentVersion

__all__ = [
    "Agent",
    "AgentIntegration",
    "AgentPipeline",
    "AgentPipelineStage",
    "AgentVersion",
    "FieldWrite",
    "ModelCall",
    "ModelProvider",
    "ScriptPlace",
    "ToolEffect",
]
