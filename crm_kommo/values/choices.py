"""Finding the choice that is meant."""

from crm_kommo.values.definitions import Choice, Definition
from crm_kommo.values.problems import NoSuchChoice


def choice_meant(definition: Definition, wanted: object) -> Choice:
    """By a `Choice` or id, by the exact text, or by the text whatever its case and outer spaces when that is unique.

    A remembered `Choice` whose id is gone is looked for by its text. Raises NoSuchChoice.
    """
    by_id = wanted.id if isinstance(wanted, Choice) else wanted
    text = wanted.value if isinstance(wanted, Choice) else wanted
    for choice in definition.choices:
        if not isinstance(by_id, bool) and choice.id == by_id:
            return choice
    exact = [choice for choice in definition.choices if choice.value == text]
    if exact:
        return exact[0]
    alike = [choice for choice in definition.choices if isinstance(text, str) and _plain(choice.value) == _plain(text)]
    if len(alike) == 1:
        return alike[0]
    raise NoSuchChoice(definition, text)


def _plain(text: str) -> str:
    return text.strip().casefold()
