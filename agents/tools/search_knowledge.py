from agents.passages import passages_found, passages_told
from agents.tools.tool import Arguments, Case, Outcome, Tool


class Question(Arguments):
    query: str


def _run(case: Case, question: Question, _key: str) -> Outcome:
    passages = tuple(passages_told(passages_found(case.settings, question.query)))
    if not passages:
        return Outcome(told="Nothing was found.")
    return Outcome(told="\n\n".join(f"{one.title}\n{one.text}" for one in passages), passages=passages)


SEARCH_KNOWLEDGE = Tool(
    name="search_knowledge",
    permission="search",
    description="Look up what the company knows, in other words than the customer's or for another part of what they "
    "ask. Gives passages to answer from.",
    arguments=Question,
    run=_run,
)
