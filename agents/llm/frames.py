"""The few sentences of its own that the built-in model says, in the customer's language.

They are said to customers, whose language has nothing to do with the language of the page: so they are not gettext's.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    greeting: str
    greeted: re.Pattern[str]
    quote: str
    quote_other_language: str
    unknown: str

    def is_greeting(self, text: str) -> bool:
        """Whether the text greets and asks nothing."""
        return bool(self.greeted.fullmatch(text.strip()))


FRAMES = {
    "en": Frame(
        greeting="Hello! How can I help you?",
        greeted=re.compile(r"(hi|hello|hey|good (morning|day|afternoon|evening))[\s!.,)]*", re.IGNORECASE),
        quote="Here is what I found:",
        quote_other_language="Here is what I found; our note on this is in another language:",
        unknown="I am sorry, I do not have the answer to that.",
    ),
    "ru": Frame(
        greeting="Здравствуйте! Чем могу помочь?",
        greeted=re.compile(
            r"(привет|здравствуйте|здравствуй|добр(ый|ое|ого) (день|утро|вечер|дня))[\s!.,)]*", re.IGNORECASE
        ),
        quote="Вот что мне известно:",
        quote_other_language="Вот что мне известно; запись об этом у нас на другом языке:",
        unknown="К сожалению, у меня нет ответа на этот вопрос.",
    ),
    "es": Frame(
        greeting="¡Hola! ¿En qué puedo ayudarle?",
        greeted=re.compile(r"¡?(hola|buen(os|as) (días|dias|tardes|noches))[\s!.,)]*", re.IGNORECASE),
        quote="Esto es lo que encontré:",
        quote_other_language="Esto es lo que encontré; nuestra nota está en otro idioma:",
        unknown="Lo siento, no tengo la respuesta a esa pregunta.",
    ),
    "pt": Frame(
        greeting="Olá! Como posso ajudar?",
        greeted=re.compile(r"(oi|olá|ola|bom dia|boa (tarde|noite))[\s!.,)]*", re.IGNORECASE),
        quote="Veja o que encontrei:",
        quote_other_language="Veja o que encontrei; nossa nota está em outro idioma:",
        unknown="Desculpe, não tenho a resposta para essa pergunta.",
    ),
}


def frame_language(language: str) -> str:
    """The language the built-in model speaks to someone who writes in `language`."""
    return language if language in FRAMES else "en"
