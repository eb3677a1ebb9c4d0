from agents.card_kinds import ENTITIES
from agents.faults import Fault, fault
from agents.settings import AgentSettings
from agents.variables import PLAIN, nearest, texts_with_variables, variables_in
from crm_kommo import selectors as crm


def unknown_variables(settings: AgentSettings, *, before: AgentSettings) -> list[Fault]:
    """A fault for each text that changed and names a variable that does not exist. One query, where there is any."""
    kept = dict(texts_with_variables(before))
    changed = [(path, text) for path, text in texts_with_variables(settings) if kept.get(path) != text]
    named = [(path, variable.name) for path, text in changed for variable in variables_in(text)]
    if not named:
        return []
    known = variables_known()
    return [_fault(path, name, known) for path, name in dict.fromkeys(named) if name not in known]


def variables_known() -> set[str]:
    """The plain ones, and every field that Kommo has."""
    catalogues = crm.field_catalogues(ENTITIES.values())
    fields = {
        f"{card}.{key}"
        for card, entity in ENTITIES.items()
        for key, field in catalogues[entity].items()
        if not field.is_missing
    }
    return {*PLAIN, *fields}


def _fault(path: str, name: str, known: set[str]) -> Fault:
    near = nearest(name, known)
    if near:
        return fault(path, "unknown_variable_near", name=name, near=near)
    return fault(path, "unknown_variable", name=name)
