"""What a model is told of an answer of its own that cannot be sent. Pure."""

from collections.abc import Iterable

from agents.prompts.fencing import as_data

ORDERS = """\
You have written the answer below. It cannot be sent, for these words stand in no passage, field, result or instruction, \
or say that something was done that was not done. Write the answer again without them and without anything like them. \
If nothing is left to say, say that you do not know."""


def repair_orders(answer: str, words: Iterable[str]) -> str:
    """`words`: those of the answer that cannot stay."""
    named = "\n".join(f"- {as_data(' '.join(one.split()))}" for one in dict.fromkeys(words))
    return f"{ORDERS}\n<answer>\n{as_data(answer)}\n</answer>\nWords that cannot stay:\n{named}"
