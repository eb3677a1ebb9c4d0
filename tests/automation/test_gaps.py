"""What an agent does not know is gathered by what was asked, and closed by what answers it."""

import pytest
from django.utils import timezone

from agents.verdicts import Reason
from chat.models import Conversation, Decision
from crm_kommo.models import Lead
from dashboard.gaps.listing import gap_rows, gaps_of
from dashboard.gaps.teaching import answer_of_a_person, gap_teach
from knowledge.gap_likeness import Asked, asks_the_same
from knowledge.models import Gap, GapQuestion
from knowledge.services import article_create, gap_dismiss, gap_note, gaps_recheck
from tests.jobs import run_due_jobs

UNKNOWN = "Do you sell gift cards?"


class TestTurn:
    def test_what_is_not_known_becomes_a_gap(self, customer, article, agent, work) -> None:
        customer.writes(UNKNOWN)
        work()
        run_due_jobs()
        assert Decision.objects.get().reason == Reason.ANSWERED_UNKNOWN
        gap = Gap.objects.get()
        assert (gap.question, gap.state) == (UNKNOWN, Gap.State.OPEN)
        asked = gap.asked.get()
        assert (asked.conversation_id, asked.lead_id) == (Conversation.objects.get().pk, customer.lead["id"])

    def test_what_is_known_does_not(self, customer, article, agent, work) -> None:
        customer.writes("How much is delivery?")
        work()
        run_due_jobs()
        assert Decision.objects.get().reason == Reason.ANSWERED
        assert not Gap.objects.exists()


@pytest.fixture
def noted(tenant, article):
    """`noted(text, lead_id=None)`: the gap of a question asked now."""
    numbers = iter(range(1, 100))

    def note(text: str, *, lead_id: int | None = None) -> Gap | None:
        number = next(numbers)
        return gap_note(text=text, asked_at=timezone.now(), message_id=number, conversation_id=number, lead_id=lead_id)

    return note


class TestGathering:
    def test_one_question_in_other_words_is_one_gap(self, noted) -> None:
        first = noted("Do you sell gift cards?")
        assert noted("do you sell GIFT CARDS").pk == first.pk
        assert noted("Вы продаёте подарочные карты?").pk == first.pk
        assert noted("Is there a parking lot?").pk != first.pk
        assert gaps_of("open").get(pk=first.pk).times == 3

    def test_a_message_is_noted_once(self, tenant, article) -> None:
        asked = {"asked_at": timezone.now(), "message_id": 7, "conversation_id": 1, "lead_id": None}
        gap_note(text=UNKNOWN, **asked)
        assert gap_note(text=UNKNOWN, **asked) is None
        assert GapQuestion.objects.count() == 1

    def test_what_was_set_aside_stays_so(self, noted) -> None:
        gap_dismiss(gap=noted(UNKNOWN))
        again = noted(UNKNOWN)
        assert again.state == Gap.State.DISMISSED
        assert not gaps_of("open").exists()

    def test_questions_about_two_things_are_two_gaps_though_words_are_shared(self) -> None:
        one = Asked("Is delivery paid?", "en")
        other = Asked("Is parking paid?", "en")
        assert asks_the_same(one, other, mean=0.5, sigma=0.05) is None
        near = {"vector": [1.0, 0.0]}
        assert asks_the_same(Asked("a", "en", **near), Asked("b", "en", **near), mean=0.5, sigma=0.05) is not None


class TestStake:
    def test_each_lead_counts_once(self, noted, connected) -> None:
        lead = Lead.objects.create(connection=connected, kommo_id=77, price=1500)
        for _twice in range(2):
            noted(UNKNOWN, lead_id=lead.kommo_id)
        row = gap_rows(list(gaps_of("open")))[0]
        assert (row.leads, row.at_stake) == (1, 1500)


class TestTeaching:
    def test_an_article_fills_it(self, noted, owner) -> None:
        gap = noted(UNKNOWN)
        article = gap_teach(
            gap=gap, author=owner, title=UNKNOWN, body="Gift cards cost from 500 roubles.", category=None
        )
        gap.refresh_from_db()
        assert (gap.state, gap.article_id) == (Gap.State.TAUGHT, article.pk)
        assert noted(UNKNOWN).pk != gap.pk  # asked again, so it was not filled after all

    def test_what_is_indexed_later_closes_it_by_itself(self, noted, owner) -> None:
        gap = noted(UNKNOWN)
        assert gaps_recheck() == 0
        article = article_create(title="Gift cards", body="We sell gift cards from 500 roubles.", status="published")
        run_due_jobs(even_later=True)
        gap.refresh_from_db()
        assert (gap.state, gap.article_id) == (Gap.State.TAUGHT, article.pk)

    def test_the_words_of_a_colleague_are_offered(self, customer, article, agent, work) -> None:
        customer.writes(UNKNOWN)
        work()
        run_due_jobs()
        customer.manager_writes("Yes, from 500 roubles.")
        run_due_jobs()
        assert answer_of_a_person(Gap.objects.get()) == "Yes, from 500 roubles."


class TestPages:
    @pytest.fixture
    def gap(self, noted) -> Gap:
        return noted(UNKNOWN)

    def test_a_gap_is_listed_and_opened(self, client_of, gap) -> None:
        viewer = client_of("viewer")
        assert UNKNOWN in viewer.get("/manage/alpha/knowledge/gaps").content.decode()
        page = viewer.get(f"/manage/alpha/knowledge/gaps/{gap.pk}").content.decode()
        assert "Publish as an article" not in page

    def test_a_builder_teaches(self, client_of, gap) -> None:
        at = f"/manage/alpha/knowledge/gaps/{gap.pk}/answer"
        taught = {"title": UNKNOWN, "body": "Yes, from 500 roubles."}
        assert client_of("operator").post(at, taught).status_code == 403
        builder = client_of("builder")
        assert "This field is required" in builder.post(at, {"title": UNKNOWN}).content.decode()
        assert builder.post(at, taught).status_code == 302
        gap.refresh_from_db()
        assert gap.article.body == "Yes, from 500 roubles."

    def test_it_is_set_aside_and_opened_again(self, client_of, gap) -> None:
        builder, at = client_of("builder"), f"/manage/alpha/knowledge/gaps/{gap.pk}"
        for way, state in (("set-aside", "dismissed"), ("open-again", "open")):
            builder.post(f"{at}/{way}")
            gap.refresh_from_db()
            assert gap.state == state

    def test_the_list_costs_the_same_however_long(self, client_of, noted, django_assert_max_num_queries) -> None:
        for text in ("Gift cards?", "A parking lot nearby?", "Are dogs allowed inside?"):
            noted(text)
        viewer = client_of("viewer")
        viewer.get("/manage/alpha/knowledge/gaps")
        with django_assert_max_num_queries(12):
            viewer.get("/manage/alpha/knowledge/gaps")
