"""Words that tell which field is spoken of: those of its name and instruction, and what our side has just asked."""

from functools import lru_cache

from agents.extraction.types import Kind, Rule
from agents.words import folded, stems, words_of

# Of a field's kind, whatever it is called.
_OF_KIND = {
    Kind.NAME: "имя зовут обращаться name llama llamas nombre nome chama",
    Kind.BIRTHDAY: (
        "рождения родился родилась birthday born birth cumpleaños nacimiento nací aniversário nascimento nasci"
    ),
    Kind.MONEY: "сумма бюджет стоимость budget amount price presupuesto importe orçamento valor",
    Kind.PHONE: "телефон номер phone number teléfono número telefone",
}
# They stand in instructions about any field.
_SAYS_NOTHING = """
    или для как что кто где его нее без при под над уже еще она они это все был для кому чем
    if the and for are not its one per any all how many has have what who out but was were
    los las con por que una uno del sus son más quiere
    dos das com por que uma são mais seu sua
    если когда клиент клиента клиенту покупатель покупателя заполни заполнить запиши записать укажи указать поле назвал
    назвала сказал сказала который которая сколько какой какая нужно только через чтобы
    when whenever customer client fill write field says said tells told value their they that this with from only into
    cuando cliente rellena escribe campo dice diga para solo valor este esta
    quando preencha escreva campo disser apenas valor este esta
"""
_SHORTEST = 3


@lru_cache(maxsize=4_000)
def hints_of(name: str, instruction: str, kind: Kind) -> frozenset[str]:
    """The stems of the words that point to a field."""
    told = [word.plain for word in words_of(f"{name} {instruction}") if len(word.plain) >= _SHORTEST]
    told += [word.plain for word in words_of(_OF_KIND.get(kind, ""))]
    return frozenset().union(*map(stems, told)) - _noise()


def hints(rule: Rule) -> frozenset[str]:
    return hints_of(rule.spec.name, rule.options.instruction, rule.spec.kind)


def asks_for(question: str, rule: Rule) -> bool:
    """Whether what our side said last asks for this field."""
    if not question:
        return False
    asked = rule.options.question
    if asked and folded(asked) in folded(question):
        return True
    last = question[max(question.rfind(mark, 0, len(question) - 1) for mark in ".!?\n") + 1 :]
    if not last.rstrip().endswith(("?", ":")) and rule.spec.name not in last:
        return False
    pointing = hints_of(rule.spec.name, "", rule.spec.kind)
    return any(not word.stems.isdisjoint(pointing) for word in words_of(last))


@lru_cache(maxsize=1)
def _noise() -> frozenset[str]:
    return frozenset().union(*(stems(word.plain) for word in words_of(_SAYS_NOTHING)))
