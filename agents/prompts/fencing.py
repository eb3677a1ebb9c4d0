"""Words of a customer or of Kommo in a prompt: they must not look like a part of it. Pure."""

# As long as a name or a short note: a value in the midst of a company's sentence is no place for more.
LONGEST = 200


def as_data(text: str) -> str:
    """What looks like a mark inside is taken apart."""
    return text.replace("<", "‹")


def as_words(text: str) -> str:
    """For the midst of a sentence: on one line, so that it begins no part of its own."""
    return as_data(" ".join(text.split()))[:LONGEST]
