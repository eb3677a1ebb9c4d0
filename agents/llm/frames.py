"""The few sentences of its own that the built-in model says, in the customer's language and the agent's tone.

They are said to customers, whose language has nothing to do with the language of the page: so they are not gettext's,
but stand in frames.toml.
"""

import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from agents.settings.style import Style


@dataclass(frozen=True)
class Frame:
    greeting: str
    quote: str
    quote_other_language: str
    unknown: str
    noted: str


def _read(file: Path) -> dict[str, dict[str, Frame]]:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return {language: {tone: Frame(**said) for tone, said in tones.items()} for language, tones in told.items()}


FRAMES = _read(Path(__file__).with_suffix(".toml"))
_GREETED = {
    "en": r"(hi|hello|hey|good (morning|day|afternoon|evening))",
    "ru": r"(привет|здравствуйте|здравствуй|добр(ый|ое|ого) (день|утро|вечер|дня))",
    "es": r"¡?(hola|buen(os|as) (días|dias|tardes|noches))",
    "pt": r"(oi|olá|ola|bom dia|boa (tarde|noite))",
}
_GREETINGS = re.compile(rf"({'|'.join(_GREETED.values())})[\s!.,)]*", re.IGNORECASE)
_BY_FORMALITY = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def is_greeting(text: str) -> bool:
    """Whether the text greets, in any of the languages, and asks nothing."""
    return bool(_GREETINGS.fullmatch(text.strip()))


def frame_of(*, language: str, style: Style) -> Frame:
    """What the built-in model says to someone who is answered in `language`; English where that is none of ours."""
    frame = FRAMES.get(language, FRAMES["en"])[style.tone]
    chosen = r"\2" if style.formality == "informal" else r"\1"
    return replace(frame, **{one.name: _BY_FORMALITY.sub(chosen, getattr(frame, one.name)) for one in fields(frame)})
