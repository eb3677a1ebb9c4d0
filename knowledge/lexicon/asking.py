"""What a question asks for: the words by which two questions about one thing still differ. Pure."""

import re

# The same in four languages; most of them weigh nothing elsewhere (stopwords).
_ASKING = {
    "when": {"when", "когда", "cuándo", "cuando", "quando"},
    "where": {"where", "где", "куда", "откуда", "dónde", "donde", "adónde", "onde", "aonde"},
    "who": {"who", "whose", "кто", "кому", "чей", "quién", "quien", "quem"},
    "why": {"why", "почему", "зачем", "отчего", "porqué", "porquê"},
    "how much": {
        "much", "cost", "costs", "price", "сколько", "стоит", "стоимость", "цена", "цену",
        "cuánto", "cuanto", "cuesta", "costo", "precio", "quanto", "custa", "custo", "preço",
    },
    "not": {"not", "don't", "doesn't", "can't", "isn't", "aren't", "не", "нет", "нельзя", "no", "não", "nao"},
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def asks_for(text: str) -> frozenset[str]:
    """Which of the above a text asks for."""
    words = {word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower())}
    return frozenset(kind for kind, forms in _ASKING.items() if words & forms)
