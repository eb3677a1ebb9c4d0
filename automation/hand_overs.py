"""An agent gives a conversation to a person: what is stored with its last words. Kommo is told by a job."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone, translation

from agents.answering import HandOver as Wanted
from agents.handoff.labels import why_label
from agents.models import Agent
from automation.circumstances import day_began
from automation.kinds import HAND_OVER_JOB
from automation.models import HandOver
from chat import services as chat
from chat.models import Conversation
from crm_kommo import selectors as crm_selectors
from tenants.jobs import job_put

# Of the customer's last words, in a task.
QUOTED_MOST = 500


@transaction.atomic
def hand_over(conversation: Conversation, wanted: Wanted) -> None:
    """Choose who gets the conversation, give it to them, and owe Kommo their task."""
    now = timezone.now()
    if wanted.keeps and _told_today(conversation, wanted, now):
        return
    people = dict(crm_selectors.users_assignable())
    chosen = _chosen(wanted, people)
    user_id = chosen or _responsible(conversation)
    row = HandOver.objects.create(
        conversation=conversation,
        lead_id=conversation.lead_id,
        agent_id=wanted.agent_id,
        why=wanted.why,
        user_id=user_id,
        by_turns=chosen is not None and wanted.handoff.to == "round_robin",
        assigns=chosen is not None and not wanted.keeps,
        task_text=_task_text(conversation, wanted),
        task_due_at=now + timedelta(minutes=wanted.handoff.task.within_minutes),
    )
    if not wanted.keeps:
        name = people.get(user_id, "")
        chat.conversation_hand_over(conversation=conversation, person_name=name, at=now, why=wanted.why)
    if row.assigns or row.task_text:
        job_put(HAND_OVER_JOB, key=str(row.pk), payload={"hand_over_id": row.pk})


def _told_today(conversation: Conversation, wanted: Wanted, now: datetime) -> bool:
    told = HandOver.objects.filter(conversation=conversation, agent_id=wanted.agent_id, why=wanted.why)
    return told.filter(created_at__gte=day_began(now)).exists()


def _chosen(wanted: Wanted, people: dict[int, str]) -> int | None:
    """Whom the settings name; None for the lead's responsible user, also where those named are gone from Kommo."""
    if wanted.handoff.to == "responsible":
        return None
    there = [user for user in wanted.handoff.users if user in people or not people]
    return _next_in_turn(wanted.agent_id, there) if wanted.handoff.to == "round_robin" else next(iter(there), None)


def _next_in_turn(agent_id: int, users: list[int]) -> int | None:
    """Who waits longest; one who was never chosen before everybody else, in the order of the list."""
    # Two conversations that are handed over at once must not get the same person.
    Agent.objects.select_for_update(no_key=True, of=("self",)).filter(pk=agent_id).first()
    before = HandOver.objects.filter(agent_id=agent_id, by_turns=True, user_id__in=users)
    last = dict(before.order_by().values_list("user_id").annotate(last=Max("pk")))
    return min(users, key=lambda user: last.get(user, 0), default=None)


def _responsible(conversation: Conversation) -> int | None:
    lead = crm_selectors.lead_by_kommo_id(conversation.lead_id) if conversation.lead_id else None
    return lead.responsible_user_id if lead else None


def _task_text(conversation: Conversation, wanted: Wanted) -> str:
    """What is to be done, why, and who said what; in the workspace's language. Empty: no task is wanted."""
    task = wanted.handoff.task
    if not (task.is_on or wanted.keeps):
        return ""
    with translation.override(connection.tenant.language):
        reason = why_label(wanted.why)
        customer = str(conversation)
    head = f"{task.text} ({reason})" if task.text else reason[:1].upper() + reason[1:]
    return f"{head}\n{customer}: «{wanted.said[:QUOTED_MOST]}»"
