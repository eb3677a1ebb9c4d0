"""The fields of cards as a script's page names them: one list for all steps, typed into and chosen from."""

from collections.abc import Iterable

from agents.card_kinds import CARD_NAMES, ENTITIES
from crm_kommo.selectors import field_catalogues


def field_names() -> dict[str, str]:
    """Path → name on the page, different for every field; one query."""
    catalogues = field_catalogues(ENTITIES.values())
    names = {
        f"{card}.{key}": f"{CARD_NAMES[card]}: {known.name}"
        for card, entity in ENTITIES.items()
        for key, known in catalogues[entity].items()
        if not known.is_missing
    }
    taken = _repeated(names.values())
    return {path: f"{name} ({path})" if name in taken else name for path, name in names.items()}


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}
