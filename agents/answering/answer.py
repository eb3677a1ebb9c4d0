from agents.answering.by_hand_off import by_hand_off, or_hand_off
from agents.answering.by_model import by_model
from agents.answering.by_script import by_script
from agents.answering.exact_answer import by_exact_answer
from agents.answering.types import Answerer, Reply, Situation

# In this order; the first that has something to say is the answer. The last one always has.
ANSWERERS: list[Answerer] = [by_hand_off, by_script, by_exact_answer, by_model]


def agent_reply(situation: Situation) -> Reply:
    """What the agent says to this. Raises ModelError when the situation asks for patience and the model is away."""
    reply = next(reply for answerer in ANSWERERS if (reply := answerer(situation)) is not None)
    return or_hand_off(situation, reply)
