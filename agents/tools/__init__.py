"""What a model may do besides talking: each tool a file. Ids come from the conversation, never from the model."""

from agents.tools.calling import tool_called, tools_offered
from agents.tools.deeds import Deed

__all__ = ["Deed", "tool_called", "tools_offered"]
