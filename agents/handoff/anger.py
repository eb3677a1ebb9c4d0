"""Is the customer angry? Pure. What is said outright counts alone; what may be meant otherwise needs a second sign."""

import re

from agents.handoff.clauses import clauses

# Each alone is enough.
_OUTRIGHT = re.compile(
    r"\b(?:"
    # Russian
    r"безобрази[еяю]|хамств\w+|хамите|издева(?:ет\w+|тельств\w+)|возмутительн\w+|отвратительн\w+|задолбал\w*|"
    r"заколебал\w*|достали уже|как (?:же )?вы достали|вы (?:меня |нас )?(?:достали|бесите)|бесит|бесите|"
    r"мошенник\w*|обманщик\w*|вы (?:меня |нас )?обманули|обманываете|"
    r"верните (?:мне |нам )?(?:мои )?деньги|"
    r"(?:напишу|подам|буду писать|пишу) жалобу|пожалуюсь|подам (?:на вас )?в суд|в суд на вас|роспотребнадзор\w*|"
    r"сколько можно(?: уже| ждать| терпеть| повторять)*$|ужасн\w+ (?:сервис|обслуживание|отношение|магазин|компания)|"
    r"худш\w+ (?:сервис|магазин|компания)|"
    r"(?:вы )?совсем охренели|офигели|какого черта|идиоты|кретины|придурки|сволочи|ублюдки|суки|заеб\w*|охуе\w*|пиздец|"
    # English
    r"this is (?:ridiculous|outrageous|unacceptable|a joke|bullshit)|unacceptable|outrageous|disgusting|disgraceful|"
    r"(?:worst|terrible|horrible|awful|appalling) (?:\w+ )?(?:service|company|experience|shop|store|support)|"
    r"i(?:'m| am) (?:so |very |really |extremely |absolutely )?(?:angry|furious|fed up|pissed(?: off)?|sick of)|"
    r"sick and tired of|scam(?:mers?|med)?|fraud(?:sters?)?|rip ?off|you (?:people )?(?:lied|cheated)|"
    r"give me my money back|i(?:'ll| will) (?:sue|report) you|waste of (?:my )?time|bullshit|wtf|fuck\w*|idiots|"
    # Spanish
    r"es (?:una )?(?:verguenza|estafa|inaceptable|indignante|ridiculo)|estafadores|inaceptable|indignante|"
    r"(?:pesimo|horrible|terrible|peor) (?:servicio|atencion|experiencia)|"
    r"(?:pesima|peor) (?:atencion|empresa|experiencia)|"
    r"estoy (?:muy |tan |realmente )?(?:enojad[oa]|furios[oa]|hart[oa]|molest[oa]|indignad[oa])|"
    r"devuelvanme (?:mi|el) dinero|(?:los|les) voy a (?:denunciar|demandar)|una mierda|"
    r"me estan tomando el pelo|idiotas|"
    # Portuguese
    r"(?:e )?um absurdo|uma vergonha|inaceitavel|golpistas?|palhacada|falta de respeito|"
    r"(?:pessimo|horrivel|pior) (?:servico|atendimento|empresa|experiencia)|(?:pessima|pior) (?:empresa|experiencia)|"
    r"estou (?:muito |tao |realmente )?(?:irritad[oa]|furios[oa]|revoltad[oa]|indignad[oa])|estou de saco cheio|"
    r"quero meu dinheiro de volta|vou (?:processar|denunciar)|vou no procon|procon|uma merda"
    r")\b"
)
# Each needs another sign beside it.
_PERHAPS = re.compile(
    r"\b(?:ужас|кошмар|позор|жалоб\w+|обман\w*|надоел\w*|до сих пор|третий раз|в который раз|опять|снова не|"
    r"terrible|awful|horrible|ridiculous|complaint|still waiting|third time|again and again|useless|"
    r"terrible|horrible|queja|otra vez|tercera vez|inutil|todavia espero|"
    r"pessimo|horrivel|reclamacao|de novo|terceira vez|ainda esperando)\b"
)
_SHOUTED = re.compile(r"[!?]{3,}")
# Of a text with fewer letters nothing can be said by their size.
_LETTERS_LEAST = 12
_SIGNS_ENOUGH = 2


def is_angry(text: str) -> str | None:
    """The words that tell it, as `clauses` writes them; None where none do."""
    said = clauses(text)
    if outright := next(filter(None, map(_OUTRIGHT.search, said)), None):
        return outright.group()
    words = [word for clause in said for word in _PERHAPS.findall(clause)]
    signs = len(words) + bool(_SHOUTED.search(text)) + _is_in_capitals(text)
    return ", ".join(dict.fromkeys(words)) if words and signs >= _SIGNS_ENOUGH else None


def _is_in_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= _LETTERS_LEAST and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
