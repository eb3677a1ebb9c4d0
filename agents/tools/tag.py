from agents.tools.deeds import Deed
from agents.tools.tool import Arguments, Case, Choices, Outcome, Tool
from crm_kommo import services as crm


class Label(Arguments):
    tag: str


def _choices(case: Case) -> Choices:
    return {"tag": case.settings.tools.tags}


def _run(case: Case, label: Label, key: str) -> Outcome:
    if case.is_dry or case.lead_id is None:
        return Outcome(told=f"A trial: the lead would have the tag “{label.tag}”.")
    crm.lead_tag_add(lead_id=case.lead_id, tag=label.tag, key=f"{key}-{label.tag}"[:200])
    return Outcome(told=f"The lead has the tag “{label.tag}” now.", did=Deed.TAGGED)


TAG = Tool(
    name="tag_lead",
    permission="tag",
    description="Put a tag on this customer's lead, for colleagues.",
    arguments=Label,
    run=_run,
    writes=True,
    choices=_choices,
)
