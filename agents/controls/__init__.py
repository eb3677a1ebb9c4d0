"""How the settings are shown, by their paths. A subject has its file, and stands in the list here."""

from agents.controls.conduct import CONDUCT
from agents.controls.control import Control
from agents.controls.memory import MEMORY
from agents.controls.persona import PERSONA
from agents.controls.reach import REACH
from agents.controls.tools import TOOLS

CONTROLS: dict[str, Control] = {**PERSONA, **CONDUCT, **REACH, **TOOLS, **MEMORY}

__all__ = ["CONTROLS", "Control"]
