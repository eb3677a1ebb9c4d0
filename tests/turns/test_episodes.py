"""4.10, after resolved: what is said next begins a new episode."""

import pytest
from django.utils import timezone

from chat.models import Conversation
from chat.services import conversation_resolve
from crm_kommo.models import Task
from tests.agents.model_steps import says
from tests.automation.fixtures import reasons
from tests.settings.moments import time_passes

QUESTION = "How much is delivery?"


@pytest.fixture
def resolved(conversation):
    """It is done, some time ago: Kommo tells whole seconds."""

    def resolve() -> None:
        conversation_resolve(conversation=conversation(), at=timezone.now())
        time_passes(minutes=5)

    return resolve


class TestBorder:
    def test_4_10_the_model_reads_this_episode_only(self, customer, work, model, resolved):
        model.will_play(says("Red ones."), says("Fine."))
        customer.writes("Which boots do you have?")
        work()
        resolved()
        customer.writes(QUESTION)
        work()
        said = [message["content"] for message in model.requests[-1]["messages"] if message["role"] != "system"]
        assert said == [QUESTION]

    def test_4_10_within_an_episode_it_reads_all(self, customer, work, model):
        for text in ("Which boots do you have?", QUESTION):
            customer.writes(text)
            work()
        said = [message["content"] for message in model.requests[-1]["messages"] if message["role"] == "user"]
        assert said == ["Which boots do you have?", QUESTION]

    def test_4_10_an_earlier_hand_over_is_not_carried_over(self, customer, work, conversation, resolved):
        customer.writes("I want to talk to a human.")
        work()
        assert conversation().answered_by == "person"
        resolved()
        customer.writes(QUESTION)
        work()
        assert reasons() == ["handed_off", "answered"]
        assert (conversation().answered_by, conversation().handed_over_why) == ("agent", "")

    def test_an_open_task_of_the_earlier_episode_does_not_silence_it(self, customer, work, connected, resolved):
        customer.manager_writes("I am on it")
        work()
        Task.objects.create(connection=connected, kommo_id=5, entity="leads", entity_id=customer.lead["id"])
        customer.writes("Fine.")
        work()
        resolved()
        customer.writes(QUESTION)
        work()
        assert reasons() == ["person_took_over", "answered"]

    def test_answers_of_an_earlier_episode_count_no_more(self, customer, work, decide, resolved):
        decide(limits={"per_conversation": 1})
        customer.writes(QUESTION)
        work()
        resolved()
        customer.writes(QUESTION)
        work()
        assert reasons() == ["answered", "answered"]

    def test_a_person_who_writes_first_has_the_new_episode(self, customer, work, conversation, resolved):
        customer.writes(QUESTION)
        work()
        resolved()
        customer.manager_writes("One more thing")
        work()
        assert conversation().answered_by == "person"
        assert conversation().resolved_at is None
        customer.writes("Yes?")
        work()
        assert reasons()[-1] == "person_took_over"


class TestWhoResolves:
    def test_4_10_the_talk_was_closed_in_kommo(self, customer, work, conversation):
        customer.writes(QUESTION)
        work()
        time_passes(minutes=5)
        customer.hook_pairs(talk_hook(customer, is_in_work=0))
        work()
        assert conversation().resolved_at is not None
        customer.writes("Hello again.")
        work()
        assert conversation().resolved_at is None
        assert conversation().episode_began_at is not None

    def test_a_late_hook_about_the_closing_changes_nothing(self, customer, work, conversation, resolved):
        customer.writes(QUESTION)
        work()
        resolved()
        customer.writes(QUESTION)
        work()
        earlier = timezone.now() - timezone.timedelta(minutes=2)
        conversation_resolve(conversation=conversation(), at=earlier)
        assert conversation().resolved_at is None

    def test_the_button_of_the_inbox(self, customer, work, conversation, client_of, workspace_addresses):
        customer.writes("I want to talk to a human.")
        work()
        address = f"/manage/alpha/inbox/{conversation().pk}"
        viewer = client_of("viewer")
        assert viewer.post(f"{address}/resolve").status_code == 403
        assert 'form="resolve"' not in viewer.get(address).content.decode()
        operator = client_of("operator")
        assert 'form="resolve"' in operator.get(address).content.decode()
        page = operator.post(f"{address}/resolve", follow=True).content.decode()
        assert "begins anew" in page
        assert 'form="resolve"' not in page

    def test_a_new_talk_of_the_same_chat_is_an_episode_by_itself(self, customer, work, kommo):
        customer.writes("I want to talk to a human.")
        work()
        kommo.post(f"talks/{customer.lead['talk_id']}/close")
        said = kommo.post("say", {"lead_id": customer.lead["id"], "text": QUESTION})
        author = {"type": "external", "name": "Ivan"}
        customer.hook("message", said["message_id"], QUESTION, "incoming", author, talk_id=said["talk_id"])
        work()
        assert reasons() == ["handed_off", "answered"]
        assert Conversation.objects.count() == 2


def talk_hook(customer, **told: object) -> dict[str, object]:
    item = {
        "talk_id": customer.lead["talk_id"],
        "chat_id": f"chat-{customer.lead['talk_id']}",
        "entity_type": "lead",
        "entity_id": customer.lead["id"],
        "updated_at": int(timezone.now().timestamp()),
        "origin": customer.lead["origin"],
        **told,
    }
    return {f"talk[update][0][{name}]": value for name, value in item.items()}
