"""Russian typed with the wrong keyboard layout ("crjkmrj cnjbn") or in Latin letters ("skolko stoit"). Pure.

Russian-speaking customers write so daily, and neither a model nor a dictionary understands it. A reading is taken
when it holds more words that are known in Russian than the text as it stands holds in its own language.
"""

import re

from knowledge.languages import KNOWN, RUSSIAN
from knowledge.lexicon.terms import known_share

_LAYOUT = str.maketrans(
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`/" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~?&',
    "йцукенгшщзхъфывапролджэячсмитьбюё." + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ,?",
)
# The longest first: "shch" is one letter, not two.
_TRANSLITERATION = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yo", "ё"),
    ("jo", "ё"), ("yu", "ю"), ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("ye", "е"), ("a", "а"), ("b", "б"), ("c", "ц"),
    ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"),
    ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"),
    ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "ы"), ("z", "з"), ("'", "ь"),
)  # fmt: skip
_SYLLABLE = re.compile("|".join(re.escape(latin) for latin, _ in _TRANSLITERATION))
_TO_CYRILLIC = dict(_TRANSLITERATION)
_SHORT_I = re.compile(r"(?<=[aeiou])y(?![aeiou])")
_FIRST_E = re.compile(r"\be(?=t)")

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def repaired(text: str) -> str | None:
    """Return the Russian that `text` was meant to be, or None when it may be meant as it stands."""
    if _CYRILLIC.search(text):
        return None
    readings = (text.translate(_LAYOUT), _from_transliteration(text))
    best = max(readings, key=_russian_share)
    as_it_stands = max(known_share(text, language=code) for code in KNOWN)
    return best if _russian_share(best) > as_it_stands else None


def _russian_share(text: str) -> float:
    return known_share(text, language=RUSSIAN)


def _from_transliteration(text: str) -> str:
    text = _FIRST_E.sub("э", _SHORT_I.sub("й", text.lower()))
    return _SYLLABLE.sub(lambda found: _TO_CYRILLIC[found.group()], text)
