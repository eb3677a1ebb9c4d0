"""What an agent remembers, setting by setting, as it shows in the stand-in's chat."""

from chat.models import ContactFact
from tests.memory.asked import memory_in, prompts, remembers
from tests.memory.conftest import quiet  # noqa: F401  a fixture

NEW_TALK = {"talk_id": "9001", "chat_id": "chat-9001"}


class TestMemory:
    def test_within_tells_what_slid_out_of_the_window(self, customer, work, model, decide, hears):
        model.will_obey(
            lambda body: "You are Ivan." if "Ivan" in body["messages"][0]["content"] else "I do not know you."
        )
        customer.writes("My number is 7. Ivan is who I am.")
        work()
        for number in range(12):
            customer.writes(f"I have box {number}.")
            work()
        assert hears("Who am I?") == "You are Ivan."
        assert "They said: Ivan is who I am." in memory_in(prompts(model)[-1])
        decide(memory={"within": False})
        assert hears("And now?") == "I do not know you."

    def test_across_tells_what_the_contact_said_before(self, customer, work, quiet, model, decide):  # noqa: F811
        model.will_obey(remembers())
        customer.writes("My name is Ivan")
        work()
        quiet()
        customer.writes("Hello", **NEW_TALK)
        work()
        assert "Name: Ivan" in memory_in(prompts(model)[-1])
        decide(memory={"across": False})
        customer.writes("Hello again, I live in Kazan", **NEW_TALK)
        work()
        quiet()
        assert memory_in(prompts(model)[-1]) == ""
        assert not ContactFact.objects.filter(kind="city").exists()
