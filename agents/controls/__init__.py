"""How the settings are shown, by their paths. A subject has its file, and stands in the list here."""

from agents.controls.conduct import CONDUCT
from agents.controls.control import Control
from agents.controls.persona import PERSONA

CONTROLS: dict[str, Control] = {**PERSONA, **CONDUCT}

__all__ = ["CONTROLS", "Control"]
