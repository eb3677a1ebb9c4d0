"""A conversation is played through the whole product: hooks, turn, tools, guards, outbox; what came of it is read."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from agents.models import Agent, ModelProvider
from automation.models import HandOver
from chat.models import Conversation, Decision
from chat.services import conversation_resolve
from crm_kommo.calls import client_of
from crm_kommo.models import Connection
from knowledge.languages import language_detect
from tenants.models import InboundRoute
from tests.agents.model_server import ModelServer
from tests.agents.model_steps import Step
from tests.automation.fixtures import Customer
from tests.conversations.form import Case, model_step
from tests.factories import live_patch
from tests.jobs import run_due_jobs
from tests.play import Play
from tests.same_connection import meanwhile
from tests.settings.moments import time_passes

STAGE = 89860459


class Player:
    """One conversation, with a lead of its own."""

    def __init__(
        self, case: Case, *, kommo: Play, route: InboundRoute, agent: Agent, connection: Connection, model: ModelServer
    ) -> None:
        self.agent, self.connection, self.model = agent, connection, model
        self.customer = Customer(kommo, route)
        self.customer.lead = kommo.post("leads", {"contact": {"name": "Ivan"}, "status_id": STAGE, **case.lead})
        self.talk_id = self.customer.lead["talk_id"]
        self._heard, self._decided = 0, 0
        model.requests.clear()
        if case.settings:
            self._settings(case.settings)
        if case.model:
            ModelProvider.objects.create(base_url=model.url, model="test-model")
            model.will_play(*[self._played(step) for step in case.model])

    def play(self, talk: list[tuple[str, Any]]) -> None:
        for kind, told in talk:
            getattr(self, f"_{kind}")(told)

    def _played(self, told: dict[str, Any]) -> Step:
        step = model_step(told)
        if "meanwhile" not in told:
            return step
        happens = meanwhile(lambda: self._comes_in(told["meanwhile"]))

        def obey(_body: dict[str, Any]) -> Step:
            happens()
            return step

        return Step(obey)

    def _comes_in(self, told: dict[str, str]) -> None:
        """A hook is understood, and nothing is done about it yet."""
        writes: dict[str, Callable[[str], None]] = {
            "customer": self.customer.writes,
            "person": self.customer.manager_writes,
        }
        for who, text in told.items():
            writes[who](text)
        run_due_jobs(queues=("events",))

    def _customer(self, told: str | list[str]) -> None:
        for text in [told] if isinstance(told, str) else told:
            self._comes_in({"customer": text})
        run_due_jobs(even_later=True)

    def _person(self, text: str) -> None:
        self._comes_in({"person": text})
        run_due_jobs(even_later=True)

    def _bot(self, text: str) -> None:
        self.customer.bot_writes(text)
        run_due_jobs(even_later=True)

    def _passes(self, told: dict[str, int]) -> None:
        time_passes(**told)

    def _resolved(self, _told: bool) -> None:
        conversation_resolve(conversation=self._conversation(), at=timezone.now())
        time_passes(minutes=5)

    def _settings(self, patch: dict[str, Any]) -> None:
        live_patch(agent=self.agent, patch=patch)

    def _expect(self, expected: dict[str, Any]) -> None:
        came = self._came()
        for what, wanted in expected.items():
            _check(what, wanted, came[what])

    def _came(self) -> dict[str, Any]:
        """What is new since it was last asked, by the names of the form."""
        got = [text for text in self.customer.got()[self._heard :] if text not in self._others()]
        decisions = Decision.objects.filter(message__conversation__talk_id=self.talk_id).order_by("message_id")
        new = list(decisions[self._decided :])
        self._heard, self._decided = len(self.customer.got()), decisions.count()
        uses = [use for trace in {id(one.trace): one.trace for one in new}.values() for use in trace.get("tools", [])]
        card = client_of(self.connection).leads.get(lead_id=self.customer.lead["id"])
        told = str([request["messages"] for request in self.model.requests[-1:]])
        spoken = "\n".join(got)
        return {
            "said": spoken,
            "not_said": spoken,
            "messages": len(got),
            "reasons": [one.reason for one in new],
            "tools": sorted({use["name"] for use in uses if use["ok"]}),
            "refused_tools": sorted({use["name"] for use in uses if not use["ok"]}),
            "handed_off": HandOver.objects.filter(conversation__talk_id=self.talk_id).exists(),
            "fields": {f"cf_{key}": [one["value"] for one in values] for key, values in card.filled.items()},
            "tasks": len(list(client_of(self.connection).tasks.find(entity="leads", entity_ids=[card.id]))),
            "stage": card.status_id,
            "language": language_detect(spoken),
            "told": told,
            "not_told": told,
            "requests": len(self.model.requests),
            "guard": sorted({fault["kind"] for one in new for fault in one.trace.get("guard", {}).get("faults", [])}),
        }

    def _others(self) -> set[str]:
        """What people and bots wrote."""
        others = self._conversation().messages.exclude(author__in=["agent", "customer"]) if self._known() else []
        return {message.text for message in others}

    def _known(self) -> bool:
        return Conversation.objects.filter(talk_id=self.talk_id).exists()

    def _conversation(self) -> Conversation:
        return Conversation.objects.get(talk_id=self.talk_id)


def _check(what: str, wanted: Any, came: Any) -> None:
    if what in ("said", "told"):
        missing = [text for text in wanted if text not in came]
        assert not missing, f"{what}: {missing} is not in {came!r}"
    elif what in ("not_said", "not_told"):
        there = [text for text in wanted if text in came]
        assert not there, f"{what}: {there} is in {came!r}"
    elif what == "fields":
        held = {key: came.get(key) for key in wanted}
        assert held == {key: [value] for key, value in wanted.items()}, f"{what}: {held}"
    else:
        assert came == wanted, f"{what}: {came!r}, not {wanted!r}"
