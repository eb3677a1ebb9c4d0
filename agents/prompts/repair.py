"""What a model is told of an answer of its own that cannot be sent. Pure."""

from collections.abc import Iterable

from agents.prompts.fencing import as_data

ORDERS = """\
This answer of yours was stopped and has not reached the customer: the words below stand in no passage, field, result \
or instruction, or say that something was done that was not done. Write the whole answer again without them and without
anything like them. If nothing is left to say, say that you do not know. Words that cannot stay:"""


def repair_orders(words: Iterable[str]) -> str:
    """`words`: those of the answer that cannot stay."""
    named = (f"- {as_data(' '.join(one.split()))}" for one in dict.fromkeys(words))
    return "\n".join([ORDERS, *named])
