"""Orders that are said on to the customer: what an agent was told to do is nobody else's business."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator

from agents.guards.grounds import Grounds
from agents.guards.heard import one_form, sentence_spans
from agents.guards.secrets import codes_in, parted
from agents.guards.types import Fault, FaultKind
from agents.words import folded

# So many letters in a row are no coincidence; blanks, marks and line breaks between them do not count.
RUN = 28
_STEP = 4
_ORDER = re.compile(
    r"\b(?:never|always|do not|don't|must|you are|your|answer|say|reveal|tell|only|offer|ask|if|when|"
    r"никогда|всегда|нельзя|не \w+(?:й|йте|ть)|ты|вы|отвечай\w*|говори\w*|скажи\w*|предлагай\w*|спрашивай\w*|если|"
    r"nunca|siempre|no \w+|eres|responde|di|ofrece|pregunta|sempre|não|nao|você é|responda|"
    r"diga|ofereça|pergunte|si|se)\b"
)
# What an order gives to be said: after a colon, or in quotation marks.
_TO_BE_SAID = re.compile(r":\s.*$|[«“\"][^»”\"]*[»”\"]", re.DOTALL)
_HIDDEN = re.compile(r"[A-Za-z0-9+/=_-]{32,}")


def leaks_in(text: str, grounds: Grounds) -> Iterator[Fault]:
    """Sentences in which a run of an order stands: as it is, backwards, with marks between, or in base64."""
    runs = [run for order in _orders(grounds) for run in _runs(order)]
    open_words = "".join(_letters(one)[0] for one in grounds.told)
    secret = [run for run in runs if run not in open_words]
    for start, end in _together(_found(text, secret)):
        yield Fault(FaultKind.LEAK, text[start:end], start, end)
    for start, end in _codes(text, grounds):
        yield Fault(FaultKind.LEAK, text[start:end], start, end)
    for blob in _HIDDEN.finditer(text):
        if _is_hidden(blob.group(), grounds):
            yield Fault(FaultKind.LEAK, blob.group(), *blob.span())


def _found(text: str, runs: Iterable[str]) -> Iterator[tuple[int, int]]:
    letters, places = _letters(text)
    for run in runs:
        for sought in (run, run[::-1]):
            at = letters.find(sought)
            if at >= 0:
                yield places[at], places[at + len(sought) - 1] + 1


def _together(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _codes(text: str, grounds: Grounds) -> Iterator[tuple[int, int]]:
    """Codes of orders that are to be kept, with whatever stands between their letters."""
    kept = {code for order in grounds.orders for code in codes_in(parted(order)[1])}
    known = " ".join([*grounds.told, *grounds.customer])
    letters, places = _letters(text)
    for code in kept:
        sought, _places = _letters(code)
        if code in folded(one_form(known)):
            continue
        for found in re.finditer(re.escape(sought), letters):
            yield places[found.start()], places[found.end() - 1] + 1


def _orders(grounds: Grounds) -> Iterator[str]:
    """The platform's orders, and of the company's texts the sentences that order something: its facts may be told."""
    for text in grounds.platform:
        yield text
    for text in grounds.orders:
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            if _ORDER.search(folded(sentence)):
                yield _TO_BE_SAID.sub(" ", sentence)


def _runs(order: str) -> Iterator[str]:
    letters, _places = _letters(order)
    for start in range(0, max(len(letters) - RUN + 1, 0), _STEP):
        yield letters[start : start + RUN]


def _letters(text: str) -> tuple[str, list[int]]:
    """Its letters in small, and where each stands."""
    plain = folded(one_form(text))
    kept = [(letter, place) for place, letter in enumerate(plain) if letter.isalnum()]
    return "".join(letter for letter, _place in kept), [place for _letter, place in kept]


def _is_hidden(blob: str, grounds: Grounds) -> bool:
    """A long row without a blank that nobody wrote before: nothing that a customer could read."""
    if any(blob.lower() in text for text in grounds.company.texts):
        return False
    if not re.search(r"[A-Za-z]", blob):
        return False
    try:
        base64.b64decode(
            blob + "=" * (-len(blob) % 4), altchars=b"-_" if set("-_") & set(blob) else None, validate=True
        )
    except binascii.Error:
        return bool(re.search(r"\d", blob))
    return True
