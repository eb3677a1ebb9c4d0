from typing import Literal

from django.utils.translation import gettext_lazy as _

# Why a conversation is handed over; all but the last two have a setting of the same name.
Why = Literal["asked", "no_answer", "angry", "topics", "limit", "script", "agent"]

LABELS: dict[Why, str] = {
    "asked": _("the customer asked for a person"),
    "no_answer": _("the agent did not know the answer"),
    "angry": _("the customer is angry"),
    "topics": _("the customer wrote about a topic for people"),
    "limit": _("the agent has reached its limit of answers"),
    "script": _("a script hands over here"),
    "agent": _("the agent decided that a person should go on"),
}


def why_label(code: str) -> str:
    """Why a conversation was handed over, in words for people; a code of another time stands as it is."""
    return str(LABELS.get(code, code))
