"""What an agent says when it hands over and the company has not written words of its own.

It is said to customers, whose language has nothing to do with the language of the page: so it is not gettext's. English
has one form of address; the others say it formally and informally. Nothing is promised but that a person has it now.
"""

_EN = {
    "asked": "I am passing your chat to a colleague, who will answer you here.",
    "no_answer": "I do not know this for certain, so I am passing your chat to a colleague.",
    "angry": "I am sorry about this. I am passing your chat to a colleague, who will look into it.",
    "topics": "A colleague deals with this. I am passing your chat on, the answer will come here.",
    "limit": "I am passing your chat to a colleague, who will go on from here.",
}
_RU = {
    "asked": "Передаю диалог коллеге, {you} ответят здесь.",
    "no_answer": "Точного ответа у меня нет, поэтому передаю диалог коллеге.",
    "angry": "Мне жаль, что так вышло. Передаю диалог коллеге, чтобы разобраться.",
    "topics": "Этим занимается коллега. Передаю диалог, {you} ответят здесь.",
    "limit": "Передаю диалог коллеге, дальше {you} ответит человек.",
}
_ES = {
    "asked": "Paso {your} chat a un compañero, que {you} responderá aquí.",
    "no_answer": "No lo sé con certeza, así que paso {your} chat a un compañero.",
    "angry": "Lamento lo ocurrido. Paso {your} chat a un compañero para que lo revise.",
    "topics": "De esto se ocupa un compañero. Paso {your} chat y {you} responderá aquí.",
    "limit": "Paso {your} chat a un compañero, que continuará desde aquí.",
}
_PT = {
    "asked": "Vou passar {your} conversa para um colega, que {you} aqui.",
    "no_answer": "Não sei isso com certeza, por isso vou passar {your} conversa para um colega.",
    "angry": "Lamento o ocorrido. Vou passar {your} conversa para um colega verificar.",
    "topics": "Um colega cuida disso. Vou passar {your} conversa, e ele {you} aqui.",
    "limit": "Vou passar {your} conversa para um colega, que continua daqui.",
}
_SENTENCES = {"en": _EN, "ru": _RU, "es": _ES, "pt": _PT}
_FORMAL = {
    "ru": {"you": "вам"},
    "es": {"your": "su", "you": "le"},
    "pt": {"your": "a sua", "you": "lhe responderá"},
}
_INFORMAL = {
    "ru": {"you": "тебе"},
    "es": {"your": "tu", "you": "te"},
    "pt": {"your": "sua", "you": "te responde"},
}


def parting_words(why: str, *, language: str, formality: str) -> str:
    """`language`: en, ru, es or pt, any other is answered in English; `formality` as in the style's settings."""
    sentences = _SENTENCES.get(language, _EN)
    forms = _INFORMAL if formality == "informal" else _FORMAL
    return sentences.get(why, sentences["asked"]).format(**forms.get(language, {}))
