from datetime import datetime

from automation.kinds import ANSWER_JOB
from tenants.jobs import Merge, job_put


def answer_owe(conversation_id: int, *, at: datetime, merge: Merge = Merge.EARLIEST) -> None:
    """Owe a conversation that is held here its answer, in the current transaction."""
    payload = {"conversation_id": conversation_id}
    job_put(ANSWER_JOB, key=str(conversation_id), payload=payload, due_at=at, merge=merge)
