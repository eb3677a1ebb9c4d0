"""Why a value cannot be written; said before anything is sent.

ValueProblem
├── NotWritable     the type is unknown to us or the value is computed by Kommo: shown, never written back
├── NoSuchChoice    not one of the field's choices, carries `choices`
└── WrongKind       not of the field's kind, carries `expected`
"""

from crm_kommo.values.definitions import Definition


class ValueProblem(Exception):
    def __init__(self, definition: Definition, message: str) -> None:
        super().__init__(f"{definition.name or definition.id}: {message}")
        self.definition = definition


class NotWritable(ValueProblem):
    def __init__(self, definition: Definition) -> None:
        super().__init__(definition, f"values of type {definition.type} are not written")


class NoSuchChoice(ValueProblem):
    def __init__(self, definition: Definition, wanted: object) -> None:
        self.choices = tuple(choice.value for choice in definition.choices)
        super().__init__(definition, f"{wanted!r} is not one of its choices")
        self.wanted = wanted


class WrongKind(ValueProblem):
    """`expected` is a word of this list: text, number, yes or no, date, moment, list, object."""

    def __init__(self, definition: Definition, expected: str) -> None:
        super().__init__(definition, f"{expected} was expected")
        self.expected = expected
