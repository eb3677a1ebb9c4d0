"""Whether something may be remembered at all: no link, no order, nothing that is hidden. Pure."""

import re

from agents.extraction.types import MASK
from agents.guards.shapes import links_in
from agents.words import folded

# As long as a fact is; more is a story.
LONGEST = 300
# Words that are said to somebody who is to do something, in four languages.
_ORDERS = re.compile(
    r"\b(ignore|disregard|override|bypass|forget|from now on|"
    r"you (?:must|should|shall|have to|need to|are now|can now|will)|(?:always|never) (?:\w+ )?"
    r"(?:say|tell|give|answer|reply|offer|grant|apply|send|ask|mention|refuse|use|call|approve)|"
    r"system (?:prompt|message)|instructions?|act as|pretend|jailbreak|developer mode|"
    r"игнорир\w*|забудь\w*|отныне|впредь|инструкци\w*|притворись|представь, что|ты (?:должен|должна|теперь|обязан\w*)|"
    r"вы (?:должны|обязаны)|(?:всегда|никогда не) (?:\w+ )?(?:говори|отвечай|давай|предлагай|проси|называй|одобряй)\w*|"
    r"\w{2,}(?:йте|ьте)|"
    r"ignora\w*|olvid[ae]\w*|debes|deber[ií]as|tienes que|a partir de ahora|instruccion\w*|act[úu]a como|"
    r"siempre (?:di|da|responde|ofrece|aplica)|nunca (?:digas|des|respondas|pidas)|"
    r"esque[çc]a\w*|desconsider\w*|voc[êe] (?:deve|tem que)|a partir de agora|instru[çc](?:[ãa]o|[õo]es)|finja|"
    r"sempre (?:diga|d[êe]|responda|ofere[çc]a|aplique)|nunca (?:diga|d[êe]|responda|pe[çc]a))\b"
)
# An order begins with its verb.
_FIRST = re.compile(
    r"(?:please |пожалуйста,? |por favor,? )?"
    r"(give|send|tell|say|answer|reply|call|transfer|refund|apply|grant|offer|write|show|reveal|make|do|don't|do not|"
    r"let|approve|confirm|charge|set|move|delete|add|use|remember|note|"
    r"дай|скажи|ответь|отвечай|отправь|переведи|верни|сделай|покажи|запомни|напиши|одобри|подтверди|предложи|"
    r"da|dame|dime|di|env[íi]a|responde|aplica|muestra|recuerda|haz|aprueba|"
    r"d[êe]|diga|envie|responda|aplique|mostre|lembre|fa[çc]a|aprove)\b"
)


def may_be_remembered(text: str) -> bool:
    """Whether it is a plain statement, short and on a line, that sends nobody anywhere and tells nobody what to do."""
    plain = folded(text).strip(" \"'«»“”")
    if not plain or len(text) > LONGEST or "\n" in text or MASK in text or "<" in text:
        return False
    return not (any(links_in(text)) or _ORDERS.search(plain) or _FIRST.match(plain))
