"""What of a passage is given to an embedding model. Pure.

Made of what is kept of a passage, so that another model is given the same, whenever it comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from knowledge.chunking import sentences


@dataclass(frozen=True)
class Inputs:
    """`sentences` is empty when there is but one, the passage itself."""

    passage: str
    sentences: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (self.passage, *self.sentences)


# Beyond so many passages an article's sentences have no vectors of their own: they are eight times as many as the
# passages, so that a long file would take hours and crowd the searched table. It is found by its passages and words.
SENTENCES_UP_TO = 500


def inputs_of(
    *, title: str, heading: str, text: str, wordings: Sequence[str] = (), with_sentences: bool = True
) -> Inputs:
    """The inputs of a passage, and of its sentences; of an exact answer, of the wordings of what it answers."""
    path = " › ".join(filter(None, (title, heading)))
    if wordings:
        return Inputs(f"{path}\n{text}", tuple(wordings))
    if not with_sentences:
        return Inputs(f"{path}\n{text}", ())
    parts = [f"{' › '.join((path, *part.section.path))}\n{part.text}" for part in sentences(text)]
    return Inputs(f"{path}\n{text}", tuple(parts) if len(parts) > 1 else ())


def text_hash(*parts: str) -> str:
    """The hash by which texts are known again: 32 hexadecimal characters."""
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
