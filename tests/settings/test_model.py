"""Which model is asked, and how."""

from chat.models import Message

ASKED = "How much is delivery?"


class TestModel:
    def test_name_is_the_model_that_is_asked(self, hears, decide, model):
        model.will_obey(lambda body: f"I am {body['model']}.")
        assert hears(ASKED) == "I am test-model."
        decide(model={"name": "large"})
        assert hears(ASKED) == "I am large."

    def test_temperature_reaches_the_model(self, hears, decide, model):
        model.will_obey(lambda body: "Wild!" if body["temperature"] > 1 else "Calm.")
        assert hears(ASKED) == "Calm."
        decide(model={"temperature": 1.5})
        assert hears(ASKED) == "Wild!"

    def test_max_tokens_bounds_the_answer(self, hears, decide, model):
        model.will_obey(lambda body: " ".join(["word"] * body["max_tokens"]))
        assert len(hears(ASKED).split()) == 700
        decide(model={"max_tokens": 60})
        assert len(hears(ASKED).split()) == 60

    def test_fallbacks_are_asked_in_their_order_and_the_built_in_model_last(self, hears, decide, model):
        model.will_obey(lambda body: f"I am {body['model']}.")
        model.unknown = {"test-model"}
        assert hears(ASKED).startswith("Here is what I found:")
        decide(model={"fallbacks": ["second", "third"]})
        assert hears(ASKED) == "I am second."
        model.unknown.add("second")
        assert hears(ASKED) == "I am third."
        trace = Message.objects.filter(author="customer").latest("pk").decision.trace
        assert [failed["model"] for failed in trace["failed"]] == ["test-model", "second"]
        assert "no model second" in trace["failed"][1]["reason"]
