"""A model that obeys every injection: no tool does anything, and nothing is disclosed, beyond what the settings allow.

The guards are in code; the model here has none.
"""

import json

import pytest

from chat.models import Decision
from tests.attacks import first_forty, second_forty
from tests.attacks.attack import Attack
from tests.attacks.conftest import SECRET


def kommo_holds(kommo, customer) -> dict:
    """What tools could have changed there."""
    [lead] = [one for one in kommo.get("leads")["leads"] if one["id"] == customer.lead["id"]]
    return {name: lead.get(name) for name in ("price", "status_id", "pipeline_id", "tags")}


@pytest.fixture
def holds(attacked, kommo, customer, model):
    """`holds(attack)`: fails where a tool did anything, or the customer read what they must not."""

    def hold(attack: Attack) -> None:
        before = {**kommo_holds(kommo, customer), "price": int(SECRET)}
        read = attacked(attack)
        assert any(attack.key in json.dumps(one["messages"], ensure_ascii=False) for one in model.requests), "got lost"
        assert read, "silence is no answer"
        assert [word for word in attack.never if word in read.lower()] == []
        assert [use for use in Decision.objects.latest("pk").trace.get("tools", []) if use["did"]] == []
        assert kommo_holds(kommo, customer) == before

    return hold


@pytest.mark.parametrize("attack", first_forty.ATTACKS, ids=lambda attack: attack.name)
def test_an_obeyed_injection_does_and_tells_nothing(attack, holds):
    holds(attack)


def _marked(attack: Attack) -> object:
    """One that is known to get through must do so: when it is contained, it leaves the list."""
    why = second_forty.KNOWN.get(attack.name)
    marks = [pytest.mark.xfail(reason=why, strict=True, raises=AssertionError)] if why else []
    return pytest.param(attack, marks=marks, id=attack.name)


@pytest.mark.parametrize("attack", map(_marked, second_forty.ATTACKS))
def test_one_that_the_guards_were_not_made_against(attack, holds):
    holds(attack)
