"""A customer who tells something: who writes it down, what counts as empty, and what is said to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from agents.models import Agent, FieldWrite
from agents.services import agent_create
from agents.settings import AgentSettings
from chat.models import Decision, Message
from crm_kommo.calls import client_of
from crm_kommo.models import Lead
from crm_kommo.services import card_fields_set
from dashboard.inbox.lines import thread_lines
from knowledge.services import article_create
from tests.automation.entering import NUMBER
from tests.automation.fixtures import FACT, PIPELINE, STAGES, reasons
from tests.factories import live_patch
from tests.jobs import run_due_jobs


@pytest.fixture
def olga(agent) -> Agent:
    """Another agent, who only collects in every stage, and is asked first."""
    made = agent_create(settings=AgentSettings(name="Olga"), is_active=True, publish=True)
    stages = {str(stage): {"mode": "collects"} for stage in STAGES}
    pipelines = {str(PIPELINE): {"is_active": True, "statuses": list(STAGES), "stage_settings": stages}}
    live_patch(agent=made, patch={"pipelines": pipelines, "data_entry": rules(NUMBER)})
    Agent.objects.filter(pk=made.pk).update(priority=50)
    return made


def rules(*fields: str, card: str = "lead", **options: Any) -> dict[str, Any]:
    return {card: [{"field_id": field, "order": n, "settings": options} for n, field in enumerate(fields, 1)]}


class TestCollector:
    def test_it_fills_its_fields_while_another_agent_answers(self, olga, says, card, customer):
        says("How much is delivery? Количество: 3")
        assert card(NUMBER) == "3"
        assert FACT in customer.got()[0]
        decision = Decision.objects.get()
        assert (decision.reason, decision.agent_name) == ("answered", "Anna")
        [collected] = decision.trace["collected"]
        assert (collected["agent"], collected["entry"]["found"][0]["value"]) == ("Olga", "3")
        assert FieldWrite.objects.get().agent == olga

    def test_why_names_it(self, olga, says, card, conversation):
        says("How much is delivery? Количество: 3")
        [line] = [line for line in thread_lines(conversation()) if line.kind == "in"]
        assert [(one.agent, one.field, one.value, one.why) for one in line.found] == [("Olga", "Количество", "3", "")]

    def test_where_nobody_else_answers_it_is_silent(self, olga, agent, says, card, customer):
        live_patch(agent=agent, patch={"pipelines": {str(PIPELINE): {"is_active": False}}})
        says("Количество: 3")
        assert (card(NUMBER), customer.got(), reasons()) == ("3", [], ["collects_only"])


class TestBlanks:
    @pytest.fixture
    def stands(self, kommo, customer, connected, card) -> Callable[[int, str], None]:
        """Puts a price on the lead, as a person does whose hook never comes, and a name on its contact."""
        lead = client_of(connected).leads.get(lead_id=customer.lead["id"])

        def put(price: int, name: str) -> None:
            kommo.patch(f"leads/{lead.id}", {"price": price})
            Lead.objects.update(read_at=None, doubted_at=timezone.now())
            card_fields_set(entity="contacts", card_id=lead.main_contact_id, wanted={"name": name}, key="before")

        return put

    @pytest.mark.parametrize(
        ("price", "name", "why"),
        [(0, "+7 999 123-45-67 (WhatsApp)", [None, None]), (500, "Олег Петров", ["filled", "filled"])],
    )
    def test_the_trial_and_the_turn_agree(self, price, name, why, stands, agent, says, client_of, customer):
        entry = rules("price") | rules("name", card="contact")
        live_patch(agent=agent, patch={"data_entry": entry})
        stands(price, name)
        words = "Меня зовут Иван, бюджет 120 тысяч"
        path = f"/manage/alpha/api/agents/{agent.pk}/data-entry/try"
        body = {"dialogue": f"Customer: {words}", "lead_id": customer.lead["id"]}
        tried = client_of("builder").post(path, body, content_type="application/json").json()["results"]
        says(words)
        found = Decision.objects.get().trace["entry"]["found"]
        assert [one["code"] for one in tried] == [one["skipped"] for one in found] == why
        assert FieldWrite.objects.count() == why.count(None)

    def test_why_a_value_was_not_written_is_said_in_words(self, stands, agent, says, conversation, client_of):
        live_patch(agent=agent, patch={"data_entry": rules("price")})
        stands(500, "Олег")
        says("Бюджет 120 тысяч")
        page = client_of("viewer").get(f"/manage/alpha/inbox/{conversation().pk}").content.decode()
        assert "The field is filled, and the rule does not overwrite it." in page


class TestWhatIsSaid:
    @pytest.fixture
    def returns(self, customer) -> None:
        body = "Вернуть или обменять куртку можно в течение 14 дней с чеком."
        article_create(title="Обмен и возврат", body=body, language="ru", status="published")
        run_due_jobs(even_later=True)

    @pytest.mark.parametrize("told", [(), (NUMBER,)])
    def test_a_phone_and_a_name_are_thanked_for_with_and_without_rules(self, told, agent, says, card, customer):
        live_patch(agent=agent, patch={"data_entry": rules(*told)})
        says("Меня зовут Олег, мой номер +7 921 555-44-33")
        assert customer.got() == ["Спасибо, это учтено."]
        assert reasons() == ["answered"]
        assert Message.objects.get(author="agent").sources == []

    def test_what_is_asked_besides_is_answered(self, returns, agent, says, card, customer):
        live_patch(agent=agent, patch={"data_entry": rules("name", card="contact")})
        says("меня зовут Олег, мой номер +7 921 555-44-33, хочу вернуть куртку")
        assert "14 дней" in customer.got()[0]

    def test_what_is_not_known_is_not_thanked_for(self, agent, says, card, customer):
        says("меня зовут Олег, настройте пожалуйста спутниковую антенну")
        assert reasons() == ["answered_unknown"]
