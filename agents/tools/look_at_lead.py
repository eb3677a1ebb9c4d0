from agents.cards import fields_known
from agents.prompts.fencing import as_words
from agents.tools.tool import Arguments, Case, Outcome, Tool


class Nothing(Arguments):
    pass


def _run(case: Case, _nothing: Nothing, _key: str) -> Outcome:
    """As it was read for this answer: whatever it may tell, the guards of the answer know."""
    stage = f"Stage: {as_words(case.stage_name)}" if case.stage_name else ""
    known = [
        f"{field.name}: {field.text}{'' if field.may_tell else ' (never tell it)'}"
        for field in fields_known(case.settings, case.cards)
    ]
    return Outcome(told="\n".join(filter(None, (stage, *known))) or "Nothing is known of this customer.")


LOOK_AT_LEAD = Tool(
    name="look_at_lead",
    permission="look",
    description="See the stage of this customer's lead and the fields you may know.",
    arguments=Nothing,
    run=_run,
)
