"""English: “I have booked”, “transferring you”, “your refund has been issued”."""

from agents.guards.promises import families as of

_PEOPLE = (
    r"(?:colleague|manager|operator|specialist|human|agent|person|team|support|supervisor|someone|expert|consultant)"
)
# Between “I” and the verb; a “not”, a “can” or an “if” among them makes it no promise. “We send” is how things go here,
# “call us” is an order to the customer: neither is the agent's own deed.
_SUBJECT = (
    r"(?:\b(?:i|we)(?:'ll|'ve|'m|'re| will| shall| have| am| are| just| already)(?: (?:will|shall|have|am|are|"
    r"going|to|just|"
    r"now|already|also|gladly|happily|immediately|personally|be|been|go|ahead|and|then|therefore|so|right|"
    r"away))* |\bi (?:now )?|"
    r"\bwe (?=\w+ed\b|sent\b|put\b|told\b|wrote\b)|\blet me |^(?:(?:ok|okay|sure|great|done|now|please|"
    r"thanks) )*(?=\w+(?:ing|ed)\b))"
)


def _mine(verbs: str, rest: str = "") -> str:
    return rf"{_SUBJECT}(?:{verbs})\b{rest}"


ENGLISH = {
    of.HAND_OVER: [
        _mine(
            r"(?:transfer|connect|forward|escalat|redirect|switch|hand|pass|put)\w*",
            rf"(?: \w+){{0,6}}? (?:to|with|through|over|on|in touch)\b(?:.*{_PEOPLE}|$)|{_SUBJECT}"
            rf"(?:transferr?(?:ed|ing)?|connect(?:ed|ing)?) you\b",
        ),
        _mine(r"(?:notif|inform|alert|call|ask|tell|contact|get|told|got)\w*", rf"(?: \w+){{0,2}} {_PEOPLE}"),
        rf"{_PEOPLE} (?:has|have) been (?:notified|informed|alerted|asked)",
        r"(?:you|your (?:chat|case|request|conversation)) (?:are|is|have|has|were|was)(?: been| being| now)* "
        r"(?:transferred|forwarded|escalated|connected|passed|handed)",
    ],
    of.CONTACT: [
        _mine(r"(?:call|phone|ring|text|message|contact|write|calling|get back|come back|reach out|follow up)",
              r"(?: to)? ?(?:you|with you|on this|tomorrow|later|soon|shortly|back|$)"),
        rf"{_PEOPLE}s? (?:will|is going to|are going to)(?: \w+){{0,2}} (?:call|contact|write|reach|message|phone|"
        rf"get back|reply|answer|follow)",
        r"you will (?:be (?:called|contacted)|receive a call|get a call|hear from (?:us|me))",
    ],
    of.FIND_OUT: [
        _mine(r"(?:check|find out|clarify|ask|look into|verify|confirm|let you know|keep you (?:posted|updated)|"
        r"checking)",
              r"(?: (?:this|that|it|with|for|and|whether|if|when|you|on|into|about)\b| \w+ (?:with|and)\b|$)"),
    ],
    of.SEND: [
        _mine(r"(?:send|sent|sending|e-?mail(?:ed|ing)?|forward(?:ed|ing)? you)", r"(?! to:)"),
        r"(?:e-?mail|letter|invoice|link|code|quote|offer|contract|catalogue?|brochure) (?:has been|was|is|"
        r"is being) (?:\w+ )?sent",
    ],
    of.BOOK: [
        _mine(r"(?:book|booked|booking|reserv(?:e|ed|ing)|schedul(?:e|ed|ing)|arrang(?:e|ed|ing)|sign(?:ed|"
        r"ing)? you up|"
              r"register(?:ed|ing)?|enrol\w*|plac(?:e|ed|ing)|order(?:ed|ing)?|set up|put you down)"),
        r"you(?:'re| are| have been)(?: \w+){0,2} (?:booked|registered|signed up|scheduled|enrolled|confirmed|"
        r"all set)",
        r"your (?:booking|appointment|reservation|order|table|visit|slot|seat|place|room|spot)(?: \w+){0,4} "
        r"(?:is|has been|was|are)(?: \w+)? (?:confirmed|booked|placed|made|reserved|scheduled|accepted|registered|"
        r"set)",
    ],
    of.NOTE: [
        _mine(r"(?:not(?:e|ed|ing)|record(?:ed|ing)?|updat(?:e|ed|ing)|chang(?:e|ed|ing)|sav(?:e|ed|ing)|add(?:ed|"
        r"ing)?|"
              r"writ(?:e|ten|ing) down|wrote down|correct(?:ed|ing)?|mark(?:ed|ing)?)",
              r"(?: \w+){0,2} (?:you|your|that|this|it|everything|down|them)\b"),
        r"your (?:data|details|number|phone|address|e-?mail|profile|card|name|request)(?: \w+){0,3} "
        r"(?:has|have|is|are|was|were)(?: been)? (?:updated|saved|changed|noted|recorded|added)",
    ],
    of.SETTLE: [
        rf"{_PEOPLE} (?:has|have|already)(?: \w+)? (?:approved|granted|authori[sz]ed|agreed|issued|refunded|"
        rf"accepted|confirmed)",
        r"\b(?:it|this|that|everything) (?:has been|was|is now) (?:\w+ )?(?:processed|approved|refunded|"
        r"cancell?ed|confirmed|booked|paid|issued)",
        _mine(r"(?:refund(?:ed|ing)?|cancel(?:l?ed|l?ing)?|appl(?:y|ied|ying)|process(?:ed|ing)?|credit(?:ed|ing)?|"
              r"activat(?:e|ed|ing)|ship(?:ped|ping)?|dispatch(?:ed|ing)?|waiv(?:e|ed|ing)|delet(?:e|ed|ing)|"
              r"approv(?:e|ed|ing)|extend(?:ed|ing)?|issu(?:e|ed|ing)|pa(?:y|id)|grant(?:ed|ing)?|charg(?:e|ed|ing))",
              r"(?: \w+){0,3}? (?:you|your|it|that|this|discount|refund|order|payment|subscription|fee)\b"),
        r"(?:your|the|a) (?:refund|discount|payment|order|subscription|cancellation|request|return|money|"
        r"account)(?: \w+){0,4} "
        r"(?:has been|was|is being|is now|have been) (?:\w+ )?(?:refunded|processed|issued|approved|applied|"
        r"cancell?ed|"
        r"activated|shipped|dispatched|deleted|granted|paid|returned|credited)",
    ],
}  # fmt: skip
NOT = r"(?:not|never|cannot|unable|no longer|nobody|no one)|\w+n't"
UNLESS = r"\b(?:if|once|when|after|as soon as|would you|shall i|should i|do you want|before|unless)\b"
