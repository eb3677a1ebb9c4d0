"""What an agent is told of itself, obeyed by a model that says what stands in its orders."""

import re
from collections.abc import Callable
from typing import Any


def obeying(order: str) -> Callable[[dict[str, Any]], str]:
    """A model that does what an order in its prompt says, once there is one."""

    def obey(body: dict[str, Any]) -> str:
        found = re.search(order, body["messages"][0]["content"])
        return found[1] if found else "I was told nothing."

    return obey


class TestGeneral:
    def test_name_is_how_it_introduces_itself(self, hears, model, decide):
        model.will_obey(obeying(r"Your name is (\w+)\."))
        assert hears("Who are you?") == "Anna"
        decide(name="Boris")
        assert hears("And now?") == "Boris"

    def test_role_is_who_it_is(self, hears, model, decide):
        model.will_obey(obeying(r"You are (a \w+)\."))
        assert hears("Who are you?") == "I was told nothing."
        decide(role="You are a gardener.")
        assert hears("And now?") == "a gardener"

    def test_goal_is_what_it_is_after(self, hears, model, decide):
        model.will_obey(obeying(r"want to reach in this conversation:\n(.+)"))
        assert hears("What do you want?") == "I was told nothing."
        decide(goal="A visit on Monday")
        assert hears("And now?") == "A visit on Monday"

    def test_instructions_are_followed(self, hears, model, decide):
        model.will_obey(obeying(r"Always say: (.+)"))
        assert hears("Anything new?") == "I was told nothing."
        decide(instructions="Always say: we moved.")
        assert hears("And now?") == "we moved."

    def test_instructions_hold_what_their_variables_stand_for(self, hears, model, decide):
        model.will_obey(obeying(r"Always say: (.+)"))
        decide(instructions="Always say: {agent} for {lead.name|you}, {{not a variable}}")
        assert hears("Hello, who is there?") == "Anna for you, {not a variable}"

    def test_a_variable_of_a_field_is_filled_for_who_may_see_it(self, hears, model, decide, customer):
        model.will_obey(obeying(r"Always say: (.+)"))
        access = {"lead": [{"field": "name", "level": "tell"}]}
        decide(instructions="Always say: {lead.name|nobody}", access=access)
        assert hears("Who am I?") == customer.lead["name"]

    def test_a_text_of_a_hand_off_is_filled_with_what_may_be_told(self, hears, decide, customer):
        asked = {"text": "{lead.name}, {lead.price|soon} a colleague of {agent} answers."}
        access = {"lead": [{"field": "name", "level": "tell"}, {"field": "price", "level": "use"}]}
        decide(handoff={"asked": asked}, access=access)
        assert hears("I want to talk to a human") == f"{customer.lead['name']}, soon a colleague of Anna answers."
