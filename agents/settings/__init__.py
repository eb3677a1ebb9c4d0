"""What a tenant decides about an agent, as one document. Pure: values in, values out, errors by path.

One shape everywhere: as it is stored, as the API speaks it, as the pages' controls are named.
"""

from agents.settings.document import AgentSettings

__all__ = ["AgentSettings"]
