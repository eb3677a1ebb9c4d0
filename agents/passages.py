"""What an agent may quote, as a model is told it."""

from agents.llm.types import Passage
from agents.settings import AgentSettings
from knowledge.search import SearchResult, search

PASSAGES = 5


def passages_told(found: SearchResult) -> list[Passage]:
    """What was found, as a model is told it."""
    return [Passage(hit.article_id, hit.article_title, hit.text, hit.score, hit.language) for hit in found.hits]


def passages_found(settings: AgentSettings, question: str) -> SearchResult:
    """The passages this agent may quote that answer a question."""
    scope = settings.knowledge
    return search(
        query=question,
        limit=PASSAGES,
        category_ids=None if scope.all else scope.categories,
        article_ids=None if scope.all else scope.articles,
    )
