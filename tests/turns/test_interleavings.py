"""4.10 in any order: a customer, a person and dying workers come between each other as they like.

What happens in one step is what commits as one: a look at the conversation, the storing of what it came to, the claim
of a reply, its sending. A worker that dies is one whose next step does not come; a job that is run twice is a step that
comes again.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from automation import outbox, turns
from automation.intake import event_understand
from automation.thinking import Thought
from chat.models import Conversation, Decision, Message
from crm_kommo.payloads.events import MessageReceived, MessageSent
from tenants.jobs import RetryLater
from tests.play import Play

SEND = "POST /api/v4/talks/"
STEPS = (
    "customer", "customer", "customer", "think", "think", "settle", "settle", "settle_again", "turn", "turn",
    "claim_and_die", "send", "send", "send_twice", "send_cut", "send_lost", "person",
)  # fmt: skip
ORDERS = st.lists(st.sampled_from(STEPS), min_size=1, max_size=14)
LONG_AGO = timedelta(minutes=5)


class World:
    """One lead of its own at the stand-in, and the steps. `said_at_person`: what was sent when a person came."""

    def __init__(self, kommo: Play) -> None:
        self.kommo = kommo
        self.lead = kommo.post("leads", {"contact": {"name": "Ivan"}, "status_id": 89860459})
        self.thoughts: list[Thought] = []
        self.count = 0
        self.said_at_person: int | None = None

    def do(self, step: str) -> None:
        getattr(self, f"_{step}")()

    def sent(self) -> int:
        """What Kommo has of our agent."""
        return len(self.kommo.get(f"talks/{self.lead['talk_id']}/messages")["messages"])

    def drain(self) -> None:
        """Every job that is owed is done in the end, however late."""
        for _time in range(6):
            self._turn()
            for reply in self._open():
                Message.objects.filter(pk=reply.pk).exclude(sending_at=None).update(
                    sending_at=timezone.now() - LONG_AGO
                )
                self._try_send(reply)

    def _customer(self) -> None:
        event_understand(MessageReceived(**self._event("external", "How much is delivery?")), timezone.now())

    def _person(self) -> None:
        event_understand(MessageSent(**self._event("internal", "I am on it"), user_id=1), timezone.now())
        if self.said_at_person is None:
            self.said_at_person = self.sent()

    def _think(self) -> None:
        if self._conversation() and isinstance(thought := turns.think(self._conversation()), Thought):
            self.thoughts.append(thought)

    def _settle(self) -> None:
        if self.thoughts:
            turns._settle(self._conversation().pk, self.thoughts.pop(0), restarts=1)

    def _settle_again(self) -> None:
        """A worker whose lease had run out comes back with what another one has settled, or will."""
        if self.thoughts:
            turns._settle(self._conversation().pk, self.thoughts[0], restarts=0)

    def _turn(self) -> None:
        if self._conversation():
            turns.turn_run(conversation_id=self._conversation().pk)

    def _claim_and_die(self) -> None:
        for reply in self._open()[:1]:
            if reply.state == Message.State.QUEUED:
                outbox._claim(reply)

    def _send(self) -> None:
        for reply in self._open()[:1]:
            self._try_send(reply)

    def _send_twice(self) -> None:
        for reply in self._open()[:1]:
            self._try_send(reply)
            self._try_send(reply)

    def _send_cut(self) -> None:
        """Kommo has it, and we do not know."""
        self._badly(cut=True)

    def _send_lost(self) -> None:
        """Kommo has not got it, and we do not know."""
        self._badly(drop=True)

    def _badly(self, **how: Any) -> None:
        if self._open():
            self.kommo.fail(SEND, **how)
            self._send()
            self.kommo.delete("faults")

    def _try_send(self, reply: Message) -> None:
        try:
            outbox.reply_send(message_id=reply.pk)
        except RetryLater:
            return

    def _open(self) -> list[Message]:
        replies = Message.objects.filter(state__in=[Message.State.QUEUED, Message.State.SENDING])
        return list(replies.select_related("conversation").order_by("pk"))

    def _conversation(self) -> Conversation | None:
        return Conversation.objects.filter(talk_id=self.lead["talk_id"]).first()

    def _event(self, author_kind: str, text: str) -> dict[str, Any]:
        self.count += 1
        return {
            "account_id": None,
            "message_id": f"{self.lead['id']}-{self.count}",
            "talk_id": self.lead["talk_id"],
            "chat_id": f"chat-{self.lead['talk_id']}",
            "contact_id": 1,
            "lead_id": self.lead["id"],
            "text": text,
            "message_type": "text",
            "attachment": None,
            "author_kind": author_kind,
            "author_id": "",
            "author_name": "Olga" if author_kind == "internal" else "Ivan",
            "origin": "waba",
            "source_id": None,
            "created_at": timezone.now(),
        }


def check(world: World) -> None:
    """One decision for each message, one reply for each burst, and none after a person came."""
    customers = Message.objects.filter(author="customer")
    assert Decision.objects.count() == customers.count()
    assert not Message.objects.filter(state__in=["queued", "sending", "unknown"]).exists()
    answered = Decision.objects.filter(answered=True)
    replies = set(answered.values_list("reply", flat=True))
    assert replies == set(Message.objects.filter(author="agent", state="sent").values_list("pk", flat=True))
    assert world.sent() == len(replies)
    assert set(answered.values_list("reply__state", flat=True)) <= {"sent"}
    if world.said_at_person is not None:
        assert world.sent() == world.said_at_person
        later = customers.filter(decision__answered=True, pk__gt=_first_of_person())
        assert not later.exists()


def _first_of_person() -> int:
    return Message.objects.filter(author="person").order_by("pk").values_list("pk", flat=True)[0]


def play(kommo: Play, order: list[str]) -> None:
    with transaction.atomic():
        world = World(kommo)
        for step in order:
            world.do(step)
        world.drain()
        check(world)
        transaction.set_rollback(True)


HOW = {"deadline": None, "derandomize": True, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.usefixtures("customer")
class TestAnyOrder:
    @settings(max_examples=60, **HOW)
    @given(order=ORDERS)
    def test_4_10_one_reply_a_burst_and_none_after_a_person(self, kommo, order):
        play(kommo, order)

    @pytest.mark.heavy
    @settings(max_examples=1_000, **HOW)
    @given(order=ORDERS)
    def test_4_10_a_thousand_orders(self, kommo, order):
        play(kommo, order)

    @pytest.mark.parametrize(
        "order",
        [
            ["customer", "think", "person", "settle"],
            ["customer", "turn", "claim_and_die", "person"],
            ["customer", "turn", "send_cut", "person", "customer"],
            ["customer", "turn", "send_lost", "person"],
            ["customer", "think", "think", "settle", "settle", "send_twice"],
            ["customer", "think", "customer", "settle_again", "turn", "settle", "send"],
            ["customer", "turn", "customer", "claim_and_die", "send"],
            ["customer", "turn", "send_cut", "customer", "turn", "send"],
        ],
    )
    def test_4_10_orders_that_were_thought_of(self, kommo, order):
        play(kommo, order)
