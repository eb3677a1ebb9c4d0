from datetime import timedelta

from agents.tools.deeds import Deed
from agents.tools.tool import Arguments, Case, Outcome, Tool
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm

TEXT_MOST = 500
# Not sooner than a person can look, not later than anybody remembers.
HOURS_LEAST, HOURS_MOST = 1, 24 * 30


class Task(Arguments):
    text: str
    within_hours: int


def _run(case: Case, task: Task, key: str) -> Outcome:
    """For whoever the lead belongs to."""
    text = task.text.strip()[:TEXT_MOST]
    if not text:
        return Outcome(told="Say what is to be done.", ok=False)
    if case.is_dry or case.lead_id is None:
        return Outcome(told=f"A trial: a colleague would have the task “{text}”.")
    hours = min(max(task.within_hours, HOURS_LEAST), HOURS_MOST)
    lead = crm_selectors.lead_by_kommo_id(case.lead_id)
    crm.task_add(
        lead_id=case.lead_id,
        text=text,
        user_id=lead.responsible_user_id if lead else None,
        due_at=case.now + timedelta(hours=hours),
        key=key,
    )
    return Outcome(told=f"A colleague has the task “{text}”, to be done within {hours} hours.", did=Deed.TASK_CREATED)


CREATE_TASK = Tool(
    name="create_task",
    permission="create_task",
    description="Give a colleague a task about this customer. `text`: what is to be done, in the company's language.",
    arguments=Task,
    run=_run,
    writes=True,
)
