"""May we write into the CRM, and send messages?"""

from django.utils.translation import gettext as _

from crm_kommo.checks.result import Outcome, Result, failed
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.note_contents import common
from crm_kommo.models import CheckRun


def check_note(kommo: KommoClient, run: CheckRun) -> Result:
    """Writes a note on the lead that was picked; on none without one. Done again after a crash, it finds its note."""
    if run.lead_id is None:
        return Result(Outcome.SKIPPED, "note_not_asked")
    if run.note_id is None:
        try:
            if kommo.leads.get(lead_id=run.lead_id) is None:
                return Result(Outcome.WARN, "lead_unknown", {"lead": run.lead_id})
            text = _("Leadwright tested its connection here. This note may be deleted.")
            run.note_id = kommo.notes.add(entity="leads", entity_id=run.lead_id, content=common(text=text))
        except errors.KommoError as error:
            return failed(error)
        run.save(update_fields=["note_id", "updated_at"])
    return Result(Outcome.OK, "note_written", {"lead": run.lead_id})


def check_sending(kommo: KommoClient, run: CheckRun) -> Result:
    """A message cannot be tried without a customer who gets it: so the last real one tells."""
    state = run.connection.features.filter(feature="send_messages").first()
    if state is None:
        return Result(Outcome.SKIPPED, "nothing_sent_yet")
    if state.reason:
        return Result(Outcome.BAD, "call_failed", {"failure": state.reason})
    return Result(Outcome.OK, "sending_works")
