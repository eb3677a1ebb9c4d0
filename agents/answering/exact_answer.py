"""What the company wants answered to this very question, word for word."""

from agents.answering.remainder import left_of
from agents.answering.types import Reply, Situation
from agents.manner import answer_language
from agents.verdicts import Reason
from knowledge.search import exact_search


def by_exact_answer(situation: Situation) -> Reply | None:
    """None: there is none to it in what this agent may quote, or none in the language it is to answer in."""
    left = left_of(situation)
    if situation.task or left.is_nothing:
        return None
    settings = situation.settings
    scope = settings.knowledge
    found = exact_search(
        query=left.text,
        category_ids=None if scope.all else scope.categories,
        article_ids=None if scope.all else scope.articles,
    )
    if found is None or answer_language(settings.language, customers=found.language) != found.language:
        return None
    question = situation.question
    return Reply(
        text=f"{found.text}\n\n{question.text}" if question else found.text,
        reason=Reason.ANSWERED,
        sources=[{"article_id": found.article_id, "title": found.title}],
        trace={"exact": {"wording": found.wording, "nearness": round(found.nearness, 2)}, "language": found.language},
    )
