from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any, ClassVar
from urllib.parse import urlencode

import pytest
from django.db import connection as database

from agents.models import Agent
from agents.services import agent_create
from agents.settings import AgentSettings
from chat.models import Conversation, Message
from crm_kommo.models import Connection
from crm_kommo.services import delivery_store
from knowledge.services import article_create
from tenants.models import InboundRoute, Job
from tests.crm_kommo.syncs import sync
from tests.factories import live_patch
from tests.jobs import run_due_jobs
from tests.play import Play

FACT = "Delivery by courier costs 300 roubles and takes one day."


class Customer:
    """A lead with a chat in the stand-in, and what reaches us of it: hooks are handed in by the test, in its order."""

    def __init__(self, play: Play, route: InboundRoute) -> None:
        self._play, self._route = play, route
        self.lead = play.get("leads")["leads"][0]
        self._count = 0

    def writes(self, text: str, **more: str) -> None:
        """The customer writes: Kommo has it, and its hook is stored here."""
        said = self._play.post("say", {"lead_id": self.lead["id"], "text": text})
        self.hook("message", said["message_id"], text, "incoming", {"type": "external", "name": "Ivan"}, **more)

    def manager_writes(self, text: str) -> None:
        said = self._play.post("human", {"talk_id": self.lead["talk_id"], "text": text})
        self.hook("outgoing_message", said["message_id"], text, "outgoing", {"type": "internal", "name": "Olga"})

    def bot_writes(self, text: str) -> None:
        said = self._play.post("human", {"talk_id": self.lead["talk_id"], "text": text, "as": "bot"})
        self.hook("outgoing_message", said["message_id"], text, "outgoing", {"type": "bot", "name": "Salesbot"})

    def bot_says_back(self, *, within: float = 0) -> None:
        """The hooks about everything that bots of Kommo have said and of which none was sent yet."""
        until = monotonic() + within
        while not (said := self._unhooked()) and monotonic() < until:
            sleep(0.05)
        for message in said:
            self._hooked.add(message["id"])
            self.hook("outgoing_message", message["id"], message["text"], "outgoing", {"type": "bot", "name": "Bot"})

    def _unhooked(self) -> list[dict[str, Any]]:
        messages = self._play.get(f"talks/{self.lead['talk_id']}/messages")["messages"]
        ours = [message for message in messages if message["author"]["type"] == "bot"]
        return [message for message in ours if message["id"] not in self._hooked]

    def hook(self, family: str, message_id: str, text: str, kind: str, author: dict[str, str], **more: str) -> None:
        """A hook as Kommo sends it, stored as the door stores it."""
        item = {
            "id": message_id,
            "chat_id": f"chat-{self.lead['talk_id']}",
            "talk_id": self.lead["talk_id"],
            "contact_id": "1",
            "text": text,
            "created_at": int(datetime.now(tz=UTC).timestamp()),
            "message_type": "text",
            "entity_type": "lead",
            "entity_id": self.lead["id"],
            "type": kind,
            "origin": self.lead["origin"],
            **more,
        }
        pairs = {f"{family}[add][0][{name}]": value for name, value in item.items() if value != ""}
        pairs |= {f"{family}[add][0][author][{name}]": value for name, value in author.items()}
        self.hook_pairs(pairs)

    def hook_pairs(self, pairs: dict[str, object]) -> None:
        """A hook of any family, by the names in its form."""
        self._count += 1
        body = urlencode({"account[id]": self._route.external_account_id, **pairs}).encode()
        delivery_store(
            route=self._route, body=body, content_type="application/x-www-form-urlencoded", request_id=str(self._count)
        )

    def got(self) -> list[str]:
        """What our side said in the talk, managers and bots included."""
        messages = self._play.get(f"talks/{self.lead['talk_id']}/messages")["messages"]
        return [message["text"] for message in messages if message["type"] == "outgoing"][self._before :]

    _before = 0
    _hooked: ClassVar[set[str]] = set()

    def begin(self) -> "Customer":
        self._before = len(self.got())
        self._hooked = {message["id"] for message in self._unhooked()}
        return self


@pytest.fixture
def decide(agent: Agent) -> Callable[..., None]:
    """`decide(style={"tone": "friendly"})`: change the live settings of the agent, as the API does."""
    return lambda **patch: live_patch(agent=agent, patch=patch)


@pytest.fixture
def article(tenant):
    """The one thing we know, indexed."""
    made = article_create(title="Delivery", body=FACT, language="en", status="published")
    run_due_jobs(even_later=True)
    return made


@pytest.fixture
def agent(connected: Connection) -> Agent:
    """Anna, who answers in every stage of the customer's pipeline but the closed ones."""
    for what in ("pipelines", "fields", "users"):
        sync(what)
    Job.objects.all().delete()  # the rest of the first sync, which no test here needs
    made = agent_create(settings=AgentSettings(name="Anna"), is_active=True, publish=True)
    works_in(made, stages_off=())
    return made


PIPELINE, STAGES = 11689563, (89860455, 89860459, 89860463, 89860467)


def works_in(agent: Agent, *, stages_off: tuple[int, ...], prompt: str = "") -> None:
    chosen = [stage for stage in STAGES if stage not in stages_off]
    told = {str(stage): {"prompt": prompt} for stage in STAGES} if prompt else {}
    pipeline = {"is_active": True, "statuses": chosen, "stage_settings": told}
    live_patch(agent=agent, patch={"pipelines": {str(PIPELINE): pipeline}})


def works_everywhere(agent: Agent) -> None:
    """In every stage, the closed ones too."""
    everything = {"is_active": True, "all_statuses": True}
    live_patch(agent=agent, patch={"pipelines": {str(PIPELINE): everything}})


@pytest.fixture
def customer(kommo: Play, connected: Connection, agent: Agent, article, tenant) -> Customer:
    route = InboundRoute.objects.get(tenant=tenant, is_active=True)
    database.set_tenant(tenant)
    Job.objects.all().delete()
    return Customer(kommo, route).begin()


@pytest.fixture
def work() -> Callable[[], list[str]]:
    """Do everything that is owed, without waiting for its time."""
    return lambda most=50: run_due_jobs(even_later=True, most=most)


@pytest.fixture
def take_in() -> Callable[[], list[str]]:
    """Understand the hooks that came, and do nothing of what they cause."""
    return lambda: run_due_jobs(queues=("events",))


@pytest.fixture
def conversation(customer) -> Callable[[], Conversation]:
    return lambda: Conversation.objects.get(talk_id=customer.lead["talk_id"])


def reasons() -> list[str]:
    """Of each customer's message, in order, the reason that was recorded."""
    messages = Message.objects.filter(author="customer").order_by("pk").select_related("decision")
    return [message.decision.reason for message in messages]
