from agents.models.agent import Agent
from agents.models.integration import AgentIntegration
from agents.models.provider import ModelProvider
from agents.models.scope import AgentChannel, AgentPipeline, AgentPipelineStage

__all__ = ["Agent", "AgentChannel", "AgentIntegration", "AgentPipeline", "AgentPipelineStage", "ModelProvider"]
