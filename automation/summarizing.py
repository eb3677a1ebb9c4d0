"""When an episode has grown out of the window, what slid out is summed up."""

from agents import selectors as agent_selectors
from agents.cards import cards_known
from agents.llm.errors import ModelError
from agents.models import ModelCall
from agents.remembering.summing import summed_up
from agents.remembering.window import MESSAGES_MOST, fitting
from automation.kinds import SUMMARY_JOB
from automation.remembering import agent_remembering, model_of, said_of, wait_for_model
from chat import remembered
from chat import services as chat
from chat.models import Conversation
from tenants.jobs import job_put, lease_renew

# When the window slides, half of it is summed up: then it does not slide again with the next message.
STAYS = 0.5
# Of what was said since the last summary, so many messages are read.
READ_MOST = 60


def summary_owe(conversation: Conversation) -> None:
    """In the current transaction, where the episode does not fit into the window any more."""
    newest = remembered.after_summary(conversation, remembered.summary_of(conversation))
    texts = list(newest.values_list("text", flat=True)[: MESSAGES_MOST + 1])
    if fitting(texts) < len(texts):
        job_put(SUMMARY_JOB, key=str(conversation.pk), payload={"conversation_id": conversation.pk})


def summary_run(*, conversation_id: int) -> None:
    """Talks to the model: no transaction is open. Raises RetryLater while it is away."""
    conversation = Conversation.objects.get(pk=conversation_id)
    agent = agent_remembering(conversation)
    settings = agent_selectors.settings_live(agent.pk) if agent else None
    if settings is None or not settings.memory.within:
        return
    summary = remembered.summary_of(conversation)
    newest = list(remembered.after_summary(conversation, summary)[:READ_MOST])
    texts = [message.text for message in newest]
    if fitting(texts) == len(texts):
        return
    covered = list(reversed(newest[fitting(texts, share=STAYS) :]))
    said = said_of(covered, cards_known(lead_id=conversation.lead_id))
    before = summary.parts if summary else {}
    lease_renew()
    try:
        model = model_of(agent, conversation, ModelCall.Purpose.SUMMARY, turn=str(covered[0].pk))
        parts, made_by = summed_up(before, said, model)
    except ModelError as error:
        wait_for_model(error)
        parts, made_by = summed_up(before, said, None)
    chat.summary_keep(
        conversation=conversation,
        before=summary.covers_until if summary else 0,
        covers=covered[-1],
        parts=parts,
        made_by=made_by,
    )
