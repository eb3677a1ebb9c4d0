"""The points in the making of an answer at which a person may write. Each plays the customer's question up to its end;
`write` is a manager's message, understood here at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from agents.models import Agent
from chat.models import Message
from crm_kommo.models import Lead
from tests.agents.model_server import ModelServer
from tests.agents.model_steps import Step, calls, fails, fills, says
from tests.automation.entering import TEXT
from tests.automation.fixtures import Customer
from tests.factories import live_patch
from tests.jobs import run_due_jobs
from tests.play import Play
from tests.turns.conftest import MANAGERS, QUESTION

SEND = "POST /api/v4/talks/"
LEADS = "GET /api/v4/leads"
OLD = timedelta(minutes=10)


@dataclass(frozen=True)
class Scene:
    customer: Customer
    agent: Agent
    kommo: Play
    model: ModelServer
    write: Callable[[], None]
    when_asked: Callable[..., Step]
    when_kommo_is_asked: Callable[..., None]

    def asks(self) -> None:
        self.customer.writes(QUESTION)
        run_due_jobs(queues=("events",))

    def thinks(self) -> None:
        run_due_jobs(even_later=True, queues=("turns",), most=1)

    def sends(self) -> None:
        run_due_jobs(even_later=True, queues=("outbox",), most=1)

    def patch(self, **patch: Any) -> None:
        live_patch(agent=self.agent, patch=patch)


def before_the_question_is_understood(scene: Scene) -> None:
    scene.customer.writes(QUESTION)
    scene.customer.manager_writes(MANAGERS)


def in_the_wait_for_more(scene: Scene) -> None:
    scene.asks()
    scene.write()


def while_the_lead_is_read(scene: Scene) -> None:
    scene.asks()
    _forget_the_lead()
    scene.when_kommo_is_asked(LEADS, scene.write)


def while_fields_are_filled(scene: Scene) -> None:
    scene.patch(data_entry={"lead": [{"field_id": TEXT, "order": 1, "settings": {"instruction": "the size"}}]})
    scene.asks()
    scene.model.will_play(scene.when_asked(scene.write, fills({})), says("Fine."))


def while_the_model_thinks(scene: Scene) -> None:
    scene.asks()
    scene.model.will_play(scene.when_asked(scene.write, says("Fine.")))


def while_it_looks_something_up(scene: Scene) -> None:
    """The model has asked for a search; its result is not told to it any more."""
    scene.asks()
    scene.model.will_play(
        scene.when_asked(scene.write, calls("search_knowledge", {"query": "delivery"})), says("Fine.")
    )


def between_two_calls_of_tools(scene: Scene) -> None:
    scene.patch(tools={"add_note": True})
    scene.asks()
    note = scene.when_asked(scene.write, calls("add_note", {"text": "asked for delivery"}))
    scene.model.will_play(calls("search_knowledge", {"query": "delivery"}), note, says("Fine."))


def while_a_fallback_is_asked(scene: Scene) -> None:
    scene.patch(model={"fallbacks": ["other"]})
    scene.asks()
    scene.model.will_play(fails(404), scene.when_asked(scene.write, says("Fine.")))


def while_the_answer_is_mended(scene: Scene) -> None:
    """The first one states a price that nothing proves, and the guard has it repaired."""
    scene.asks()
    scene.model.will_play(says("It is only $17.35."), scene.when_asked(scene.write, says("I would have to ask.")))


def while_the_model_is_away(scene: Scene) -> None:
    scene.asks()
    scene.model.will_play(fails(503))
    scene.thinks()
    scene.write()
    scene.model.will_play(says("Fine."))


def when_the_decision_is_stored(scene: Scene) -> None:
    scene.asks()
    scene.thinks()
    assert Message.objects.filter(state="queued").exists()
    scene.write()


def while_it_is_held_back_for_a_delay(scene: Scene) -> None:
    scene.patch(rhythm={"delay_seconds": 60})
    scene.asks()
    scene.thinks()
    run_due_jobs(queues=("outbox",))
    scene.write()


def while_kommo_asks_to_wait(scene: Scene) -> None:
    scene.asks()
    scene.thinks()
    scene.kommo.fail(SEND, status=429)
    scene.sends()
    scene.write()


def while_the_lead_is_read_before_sending(scene: Scene) -> None:
    scene.asks()
    scene.thinks()
    _forget_the_lead()
    scene.when_kommo_is_asked(LEADS, scene.write)


def when_kommo_has_surely_not_got_it(scene: Scene) -> None:
    """It was on its way, the call was lost, and it would be sent again."""
    scene.asks()
    scene.thinks()
    scene.kommo.fail(SEND, drop=True)
    scene.sends()
    Message.objects.filter(state="sending").update(sending_at=timezone.now() - OLD)
    scene.write()


def _forget_the_lead() -> None:
    Lead.objects.update(read_at=timezone.now() - OLD, mirrored_at=timezone.now() - OLD)


POINTS = [
    before_the_question_is_understood,
    in_the_wait_for_more,
    while_the_lead_is_read,
    while_fields_are_filled,
    while_the_model_thinks,
    while_it_looks_something_up,
    between_two_calls_of_tools,
    while_a_fallback_is_asked,
    while_the_answer_is_mended,
    while_the_model_is_away,
    when_the_decision_is_stored,
    while_it_is_held_back_for_a_delay,
    while_kommo_asks_to_wait,
    while_the_lead_is_read_before_sending,
    when_kommo_has_surely_not_got_it,
]
