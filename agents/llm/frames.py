"""The few sentences of its own that the built-in model says, in the customer's language and the agent's tone.

They are said to customers, whose language has nothing to do with the language of the page: so they are not gettext's.
Of [one|other] the first is said formally and where nothing was chosen, the second informally.
"""

import re
from dataclasses import dataclass, fields, replace

from agents.settings.style import Style


@dataclass(frozen=True)
class Frame:
    greeting: str
    quote: str
    quote_other_language: str
    unknown: str
    noted: str


FRAMES: dict[str, dict[str, Frame]] = {
    "en": {
        "neutral": Frame(
            greeting="[Hello|Hi]! How can I help you?",
            quote="Here is what I found:",
            quote_other_language="Here is what I found; our note on this is in another language:",
            unknown="I am sorry, I do not have the answer to that.",
            noted="Thank you, I have noted that.",
        ),
        "friendly": Frame(
            greeting="[Hello|Hi]! It is good to hear from you. How can I help?",
            quote="Gladly! Here is what I found:",
            quote_other_language="Gladly! Here is what I found; our note on this is in another language:",
            unknown="I am sorry, I would love to help, but I do not have the answer to that.",
            noted="Lovely, I have noted that. Thank you!",
        ),
        "businesslike": Frame(
            greeting="[Good day|Hello]. What is your question?",
            quote="Our information on your question:",
            quote_other_language="Our information on your question, in another language:",
            unknown="We have no information on this question.",
            noted="Noted. Thank you.",
        ),
    },
    "ru": {
        "neutral": Frame(
            greeting="[Здравствуйте|Привет]! Чем могу помочь?",
            quote="Вот что мне известно:",
            quote_other_language="Вот что мне известно; запись об этом у нас на другом языке:",
            unknown="К сожалению, у меня нет ответа на этот вопрос.",
            noted="Спасибо, это учтено.",
        ),
        "friendly": Frame(
            greeting="[Здравствуйте|Привет]! Рады [вас|тебя] видеть. Чем могу помочь?",
            quote="С удовольствием подскажу! Вот что мне известно:",
            quote_other_language="С удовольствием подскажу! Запись об этом у нас на другом языке:",
            unknown="Очень хочется помочь, но ответа на этот вопрос у меня пока нет.",
            noted="Отлично, всё учтено. Спасибо!",
        ),
        "businesslike": Frame(
            greeting="[Добрый день|Привет]. Какой у [вас|тебя] вопрос?",
            quote="Информация по [вашему|твоему] вопросу:",
            quote_other_language="Информация по [вашему|твоему] вопросу на другом языке:",
            unknown="Информации по [вашему|твоему] вопросу нет.",
            noted="Принято. Благодарим.",
        ),
    },
    "es": {
        "neutral": Frame(
            greeting="¡Hola! ¿En qué puedo [ayudarle|ayudarte]?",
            quote="Esto es lo que encontré:",
            quote_other_language="Esto es lo que encontré; nuestra nota está en otro idioma:",
            unknown="Lo siento, no tengo la respuesta a esa pregunta.",
            noted="Gracias, queda anotado.",
        ),
        "friendly": Frame(
            greeting="¡Hola! Qué gusto [saludarle|saludarte]. ¿En qué puedo [ayudarle|ayudarte]?",
            quote="¡Con mucho gusto! Esto es lo que encontré:",
            quote_other_language="¡Con mucho gusto! Nuestra nota sobre esto está en otro idioma:",
            unknown="Me encantaría [ayudarle|ayudarte], pero no tengo la respuesta a esa pregunta.",
            noted="¡Perfecto, queda anotado! Muchas gracias.",
        ),
        "businesslike": Frame(
            greeting="[Buen día|Hola]. ¿Cuál es [su|tu] consulta?",
            quote="Información sobre [su|tu] consulta:",
            quote_other_language="Información sobre [su|tu] consulta, en otro idioma:",
            unknown="No disponemos de información sobre [su|tu] consulta.",
            noted="Anotado. Gracias.",
        ),
    },
    "pt": {
        "neutral": Frame(
            greeting="[Olá! Como posso ajudar|Oi! Como posso te ajudar]?",
            quote="Veja o que encontrei:",
            quote_other_language="Veja o que encontrei; nossa nota está em outro idioma:",
            unknown="Desculpe, não tenho a resposta para essa pergunta.",
            noted="Obrigado, anotado.",
        ),
        "friendly": Frame(
            greeting="[Olá! É um prazer receber seu contato|Oi! Que bom falar com você]. Como posso ajudar?",
            quote="Com prazer! Veja o que encontrei:",
            quote_other_language="Com prazer! Nossa nota sobre isso está em outro idioma:",
            unknown="Gostaria muito de ajudar, mas não tenho a resposta para essa pergunta.",
            noted="Perfeito, anotado! Muito obrigado.",
        ),
        "businesslike": Frame(
            greeting="[Olá|Oi]. Qual é a sua dúvida?",
            quote="Informações sobre a sua dúvida:",
            quote_other_language="Informações sobre a sua dúvida, em outro idioma:",
            unknown="Não dispomos de informações sobre a sua dúvida.",
            noted="Anotado. Obrigado.",
        ),
    },
}
_GREETED = {
    "en": r"(hi|hello|hey|good (morning|day|afternoon|evening))",
    "ru": r"(привет|здравствуйте|здравствуй|добр(ый|ое|ого) (день|утро|вечер|дня))",
    "es": r"¡?(hola|buen(os|as) (días|dias|tardes|noches))",
    "pt": r"(oi|olá|ola|bom dia|boa (tarde|noite))",
}
_GREETINGS = re.compile(rf"({'|'.join(_GREETED.values())})[\s!.,)]*", re.IGNORECASE)
_BY_FORMALITY = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def is_greeting(text: str) -> bool:
    """Whether the text greets, in any of the languages, and asks nothing."""
    return bool(_GREETINGS.fullmatch(text.strip()))


def frame_of(*, language: str, style: Style) -> Frame:
    """What the built-in model says to someone who is answered in `language`; English where that is none of ours."""
    frame = FRAMES.get(language, FRAMES["en"])[style.tone]
    chosen = r"\2" if style.formality == "informal" else r"\1"
    return replace(frame, **{one.name: _BY_FORMALITY.sub(chosen, getattr(frame, one.name)) for one in fields(frame)})
