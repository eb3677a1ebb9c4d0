"""Words of a customer, of a document or of Kommo in a prompt: they must not look like a part of it. Pure."""

import unicodedata

# As long as a name or a short note: a value in the midst of a company's sentence is no place for more.
LONGEST = 200
# Nobody sees these, and a model reads them: zero width, direction, private use, tags, controls.
_UNSEEN = {"Cf", "Co", "Cc", "Cs", "Cn"}


def visible(text: str) -> str:
    """Without what nobody sees; line breaks and tabs stay."""
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _UNSEEN)


def as_data(text: str) -> str:
    """What looks like a mark inside is taken apart, also a mark of full width, or one that is hidden in other marks."""
    return (
        visible(text.replace("\r\n", "\n").replace("\r", "\n")).replace("<", "‹").replace("＜", "‹").replace("﹤", "‹")
    )


def as_words(text: str) -> str:
    """For the midst of a sentence: on one line, so that it begins no part of its own."""
    return as_data(" ".join(text.split()))[:LONGEST]
