"""A dialogue that somebody pasted: "Customer: …", "Manager: …", or lines alone, which are the customer's."""

import re
from datetime import datetime

from agents.extraction.reading.heard import READ_MOST
from agents.extraction.types import Said

_SPEAKERS = {
    "customer": "customer client клиент покупатель пациент ученик cliente comprador paciente aluno alumno user",
    "company": "manager agent company bot менеджер агент оператор компания бот администратор gerente agente empresa",
}
_WHO = {word: author for author, words in _SPEAKERS.items() for word in words.split()}
_LINE = re.compile(r"\s*(?P<who>[^\W\d_]+)\s*:\s*(?P<text>.*)")


def dialogue_read(text: str, *, at: datetime) -> list[Said]:
    """In order, numbered from 1; a line without a speaker goes on with what the one before it said, if there is one."""
    said: list[tuple[str, str]] = []
    is_named = False
    for line in text.splitlines():
        named = _LINE.fullmatch(line)
        author = _WHO.get(named["who"].lower()) if named else None
        if author:
            said.append((author, named["text"]))
            is_named = True
        elif line.strip() and said and is_named:
            said[-1] = (said[-1][0], f"{said[-1][1]}\n{line}")
        elif line.strip():
            said.append(("customer", line))
    return [
        Said(message_id=str(number), author=author, text=words.strip()[:READ_MOST], at=at)
        for number, (author, words) in enumerate(said, start=1)
        if words.strip()
    ]
