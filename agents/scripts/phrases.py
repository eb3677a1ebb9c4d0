"""What a script's agent says of its own accord, to customers: so in their language, which is not the page's."""

_NOT_UNDERSTOOD = {
    "en": "I am sorry, I could not make that out.",
    "ru": "Простите, не получилось разобрать ответ.",
    "es": "Disculpe, no he podido entender la respuesta.",
    "pt": "Desculpe, não consegui entender a resposta.",
}
_CHOICES = {
    "en": "You can choose: {choices}.",
    "ru": "Можно выбрать: {choices}.",
    "es": "Puede elegir: {choices}.",
    "pt": "Pode escolher: {choices}.",
}
# More of them make no sentence.
CHOICES_MOST = 8


def not_understood(language: str, *, choices: list[str]) -> str:
    """Before a question is asked a second time; with the field's choices, where there are a few."""
    spoken = language if language in _CHOICES else "en"
    if 0 < len(choices) <= CHOICES_MOST:
        return f"{_NOT_UNDERSTOOD[spoken]} {_CHOICES[spoken].format(choices=', '.join(choices))}"
    return _NOT_UNDERSTOOD[spoken]
