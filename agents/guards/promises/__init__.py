"""Words by which an agent says that it has done something, or will: they are true when a tool did it in this turn."""

from agents.guards.promises.finding import promises_in

__all__ = ["promises_in"]
