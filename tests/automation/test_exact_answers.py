"""An exact answer is said to its own question as it was written, by whichever model, and to no other question."""

import pytest

from chat.models import Decision
from knowledge.models import Article
from knowledge.services import article_create
from tests.automation.fixtures import FACT
from tests.jobs import run_due_jobs

QUESTION = "Do you offer a warranty?"
ANSWER = "Two years, by law.  Ask for the paper ST-7!"


@pytest.fixture
def answer(customer) -> Article:
    made = article_create(
        title=QUESTION, body=ANSWER, language="en", kind=Article.Kind.ANSWER, status=Article.Status.PUBLISHED
    )
    run_due_jobs(even_later=True)
    return made


class TestExactAnswer:
    def test_it_is_said_word_for_word_with_its_source(self, customer, answer, work) -> None:
        customer.writes("do you offer a warranty")
        work()
        assert customer.got() == [ANSWER]
        decision = Decision.objects.get()
        assert decision.reply.sources == [{"article_id": answer.pk, "title": QUESTION}]
        assert decision.trace["exact"]["wording"] == QUESTION

    def test_another_question_is_answered_from_elsewhere(self, customer, answer, work) -> None:
        customer.writes("How much is delivery?")
        work()
        [said] = customer.got()
        assert FACT in said
        assert ANSWER not in said

    def test_an_agent_that_may_not_quote_it_does_not(self, customer, answer, decide, work) -> None:
        decide(knowledge={"all": False, "categories": [], "articles": []})
        customer.writes(QUESTION)
        work()
        assert all(ANSWER not in said for said in customer.got())

    def test_in_the_inbox_it_is_named(self, customer, answer, work, client_of) -> None:
        customer.writes(QUESTION)
        work()
        conversation = Decision.objects.get().message.conversation
        page = client_of("viewer").get(f"/manage/alpha/inbox/{conversation.pk}").content.decode()
        assert f"Word for word, to the question “{QUESTION}”." in page
