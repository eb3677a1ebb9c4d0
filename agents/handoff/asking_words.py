"""The words of a demand for a person. Russian is written with е for ё, the others without accents (clauses.py)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grammar:
    """Regular expressions. `demands`: what asks, and whom for · `between`: words that may stand there · `alone`: whom
    one may name without a verb · `no_machine`: not wanting the bot · `refusal`: what, standing before, makes it no
    demand · `polite`: a “not” that is none · `not_before`: what must not follow.
    """

    demands: tuple[tuple[str, str], ...]
    between: str
    alone: str
    no_machine: str
    refusal: str
    polite: str
    not_before: str


_RU_JOB = (
    r"(?:оператор|менеджер|сотрудник|специалист|консультант|администратор|руководител|начальник|директор|управляющ|"
    r"человек|люд|поддержк)\w*|кто-нибудь|кем-нибудь|кого-нибудь|кому-нибудь|кем-то|кого-то|живым|живого"
)
_RU_ROLE = r"(?:оператор|менеджер|сотрудник|специалист|консультант|администратор|руководител|начальник|директор)\w*"
RUSSIAN = Grammar(
    demands=(
        (
            r"позов\w+|позвать|соедини\w*|переключи\w*|перевед\w+|перевести|подключи\w*|приглас\w+|свяж\w+|связать|"
            r"передай\w*|передать",
            _RU_JOB,
        ),
        (
            r"(?:по)?говорить|(?:по)?общаться|побеседовать|связаться|переговорить",
            _RU_JOB,
        ),
        (r"(?:дай|дайте|нужен|нужна|нужны|надо|нужно|хочу|требую|прошу|жду|можно)", rf"{_RU_ROLE}|людей"),
        (
            r"(?:дай|дайте|нужен|нужна|нужны|надо|нужно|хочу|требую|прошу|можно|есть|ответ)",
            r"(?:живо\w+|живы\w+|реальн\w+|настоящ\w+)\s+(?:человек\w*|люд\w+|собеседник\w*)|кто-нибудь живой",
        ),
        (r"(?:хочу|хотел\w*|давайте|можно|лучше)\s+(?:бы\s+)?(?:с|к)", rf"{_RU_ROLE}|человек\w*|людьми"),
        (r"пусть", rf"(?:(?:{_RU_ROLE}|человек|кто-нибудь)\s+)?(?:мне\s+)?(?:\w*звонит|ответит|напишет|свяжется)"),
    ),
    between=(
        r"мне|меня|нам|нас|с|со|на|к|от|у|вас|бы|уже|скорее|срочно|сейчас|тут|здесь|пожалуйста|плиз|пж|просто|лучше|"
        r"именно|хоть|каким|каким-нибудь|любым|любого|другого|другим|вашего|вашим|ваш|главного|старшего|старшим|"
        r"живого|живым|живой|живые|живыми|реального|реальным|реальный|реальные|настоящего|настоящим|настоящий|"
        r"диалог|разговор|чат|этот|кого-нибудь|кем-нибудь|из|все|еще|вообще|можно|хочу|напрямую"
    ),
    alone=r"оператор\w*|менеджера|человека|администратора|консультанта|живой человек|живого человека|живые люди|"
    r"сотрудника|людей|кто-нибудь живой|есть кто живой|есть кто-нибудь живой",
    no_machine=(
        r"не (?:хочу|буду|желаю|могу|надо|собираюсь) (?:больше |тут )?(?:\w*говорить|\w*общаться|\w*писать)? ?"
        r"(?:с )?(?:этим |вашим |тупым )?(?:бот\w*|робот\w*|машиной|автоответчиком)|хватит (?:бот\w*|робот\w*)|"
        r"уберите (?:бот\w*|робот\w*)"
    ),
    refusal=(
        r"не (?:\w+ ){0,3}(?:нуж\w+|надо|зов\w+|позов\w+|звать|соедин\w+|переключ\w+|перев\w+|подключ\w+|хочу|хотел\w*|"
        r"требу\w+|\w*говорить|\w*общаться|связ\w+|свяж\w+|с|к|прошу|приглаш\w+|передав\w+|жду)|нужен ли|нужна ли|"
        r"нужны ли|(?:вам|вас|тебе) (?:не )?нуж\w+|без|буд(?:у|ем) \w*говорить|когда|после|вчера|если"
    ),
    polite=r"не могли бы(?: вы)?|не можете(?: ли)?|не мог бы(?: ты)?|нельзя ли|не подскажете|можно ли|почему нельзя",
    not_before=r"проект\w*|по продажам на|вчера|в штат\w*|на работу|на вакансию",
)

_EN_JOB = (
    r"human(?: being| agent)?s?|person|people|agent|operator|manager|representative|rep|someone|somebody|supervisor|"
    r"specialist|consultant|advisor|staff|team member|member|customer service|support|sales"
)
_EN_ROLE = r"human(?: being| agent)?|operator|representative|supervisor|manager|agent"
ENGLISH = Grammar(
    demands=(
        (r"(?:talk|speak|chat|speaking|talking|chatting)(?: to| with)", _EN_JOB),
        (
            r"(?:connect|transfer|pass|switch|redirect|forward|escalate|put|hand)(?: me| us| this| it)?"
            r"(?: through| over)?(?: to| with| on to)?",
            _EN_JOB,
        ),
        (r"(?:get|give|find|call|bring|send) me", _EN_JOB),
        (r"(?:need|want|like|prefer|have|get|require|is there|are there)", rf"{_EN_ROLE}|real (?:person|people)"),
        (r"(?:need|want|like|prefer|is there)", r"(?:person|someone|somebody) (?:to (?:talk|speak|chat)|here)"),
        (r"have", r"(?:someone|somebody|manager|person) (?:call|contact|text|message) me"),
    ),
    between=(
        r"to|a|an|the|your|some|real|live|actual|human|another|any|other|different|senior|please|now|right|directly|"
        r"just|of|from|with|over|through|in|charge|customer|sales|support|service|asap|immediately"
    ),
    alone=r"human|agent|operator|representative|real person|live person|live agent|human agent|real human|"
    r"customer service|manager|supervisor",
    no_machine=(
        r"(?:don't|do not|dont|won't|not) (?:\w+ ){0,3}(?:to|with) (?:a |the |this |your )?(?:stupid )?"
        r"(?:bot|robot|machine|chatbot|ai)|stop the bot|no (?:more )?bots?"
    ),
    refusal=(
        r"don't|do not|dont|didn't|did not|no need|needn't|without|never|not|had to|do i (?:need|have)|would i|"
        r"should i|"
        r"yesterday|last|when|after|if|i'll|i will|we'll|are you"
    ),
    polite=r"can't|cannot|can not|couldn't|could not|why won't you|won't you|if possible|if i may|if you can",
    not_before=r"for my|for our|yesterday|last|at home|who|of mine|is|was|sized?|t-shirt|costs?",
)

_ES_JOB = (
    r"personas?(?: real| de verdad)?|humanos?|ser humano|agente|operador[ae]?|asesora?|gerente|encargad[oa]|"
    r"representante|alguien|supervisora?|ejecutiv[oa]|responsable|vendedora?|recepcionista"
)
_ES_ROLE = r"humano|ser humano|agente|operadora?|asesora?|gerente|encargad[oa]|representante|supervisora?|persona real"
SPANISH = Grammar(
    demands=(
        (r"(?:hablar|conversar|chatear|comunicarme|contactar|contactarme|tratar) con", _ES_JOB),
        (
            r"(?:comuni(?:que|ca)|conecte|conecta|pase|pasa|pongan?|pon|transfiera|transfiere|derive|deriva)(?:me|nos)"
            r"(?: con| a)?",
            _ES_JOB,
        ),
        (r"me (?:comunicas?|comunica|pasas?|pasa|conectas?|conecta|pone|transfieres?) (?:con|a)", _ES_JOB),
        (r"(?:necesito|quiero|quisiera|deseo|prefiero|exijo)", rf"{_ES_ROLE}|que me atienda (?:una? )?(?:{_ES_JOB})"),
        (r"hay", r"(?:alguna? )?(?:humano|persona real|persona de verdad|alguien real)"),
    ),
    between=r"a|un|una|el|la|los|algun|alguna|su|sus|otro|otra|de|con|mejor|ya|ahora|por|favor|directamente|verdadera|"
    r"atencion|cliente|ventas|urgente|urgentemente|mismo",
    alone=r"agente|operador|operadora|humano|asesor|asesora|persona real|ser humano|representante|gerente|encargado",
    no_machine=(
        r"no quiero (?:hablar |seguir )?(?:hablando )?(?:con )?(?:un |el |este |mas )?(?:bots?|robots?|maquinas?)"
    ),
    refusal=r"no|sin|ayer|cuando|despues|voy a|tengo que|debo|tuve que|si",
    polite=r"no podria|no puedo|no puede|no puedes|no me puede|no me puedes|no se puede|si es posible|si puede",
    not_before=r"inmobiliari[oa]|ayer|de viajes|de mi",
)

_PT_JOB = (
    r"pessoas?(?: real| de verdade)?|humanos?|ser humano|atendentes?|operadora?|gerente|consultora?|vendedora?|"
    r"representante|responsavel|alguem|funcionari[oa]|supervisora?|agente"
)
_PT_ROLE = r"humano|ser humano|atendente|operadora?|gerente|representante|supervisora?|agente|pessoa real"
PORTUGUESE = Grammar(
    demands=(
        (r"(?:falar|conversar|tratar|contato) com", _PT_JOB),
        (
            r"(?:me )?(?:passa|passe|transfere|transfira|transferir|conecta|conecte|chama|chame|encaminha|encaminhe)"
            r"(?:-me| me)?(?: para| pra| pro| com)?",
            _PT_JOB,
        ),
        (r"(?:preciso|quero|queria|gostaria|prefiro|exijo)(?: de)?", rf"{_PT_ROLE}"),
        (r"(?:ser atendid[oa]|atendimento|atendid[oa]) (?:por|com)", _PT_JOB),
        (r"tem", r"(?:algum )?(?:humano|atendente|pessoa real|alguem (?:ai|real))"),
    ),
    between=r"a|o|um|uma|algum|alguma|outro|outra|de|com|por|favor|ja|agora|seu|sua|direto|verdade|real|urgente|mesmo|"
    r"atendimento|vendas|logo",
    alone=r"atendente|operador|operadora|humano|pessoa real|ser humano|representante|gerente|atendimento humano",
    no_machine=r"nao quero (?:falar |conversar )?(?:com )?(?:um |o |esse |este |mais )?(?:bots?|robos?|maquinas?)",
    refusal=r"nao|sem|ontem|quando|depois|vou|tenho que|devo|tive que|se",
    polite=r"nao poderia|nao posso|nao pode|nao podes|nao da pra|sera que|se for possivel|se possivel",
    not_before=r"imobiliari[oa]|ontem|de viagens|do projeto",
)

GRAMMARS = (RUSSIAN, ENGLISH, SPANISH, PORTUGUESE)
