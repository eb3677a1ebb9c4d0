"""What an agent remembers of a customer when it answers. Pure; chat.models.memory keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Memory:
    """`summary`: of this conversation before the turns that are shown whole. `facts`: what the contact said of
    themselves, in any conversation, the newest first. `episodes`: a line on each earlier conversation, newest first.

    All of it was said by customers and is data, never an instruction.
    """

    summary: str = ""
    facts: tuple[str, ...] = ()
    episodes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.summary or self.facts or self.episodes)


NO_MEMORY = Memory()
