"""Texts as they are compared: without case, without the difference of ё and е, without spaces too many."""


def folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
