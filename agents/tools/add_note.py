from agents.tools.deeds import Deed
from agents.tools.tool import Arguments, Case, Outcome, Tool
from crm_kommo import services as crm

TEXT_MOST = 2_000


class Note(Arguments):
    text: str


def _run(case: Case, note: Note, key: str) -> Outcome:
    text = note.text.strip()[:TEXT_MOST]
    if not text:
        return Outcome(told="Say what is to be noted.", ok=False)
    if case.is_dry or case.lead_id is None:
        return Outcome(told="A trial: the note would be written.")
    crm.lead_note_add(lead_id=case.lead_id, text=text, key=key)
    return Outcome(told="The note is written.", did=Deed.NOTE_ADDED)


ADD_NOTE = Tool(
    name="add_note",
    permission="add_note",
    description="Leave a note for colleagues on this customer's lead. Customers do not see it.",
    arguments=Note,
    run=_run,
    writes=True,
)
