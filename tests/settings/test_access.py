import re

import pytest

from knowledge.services import category_create
from tests.factories import live_patch


@pytest.fixture
def gossip(model):
    """A model that tells the customer every field it is shown."""
    model.will_obey(lambda body: " ".join(f"Your {n} is {v}." for n, v in shown(body)) or "Hello.")
    return model


def shown(body: dict) -> list[tuple[str, str]]:
    """The fields in a prompt: name, value."""
    return re.findall(r"<field name='([^']+)'>([^<]+)</field>", body["messages"][0]["content"])


@pytest.fixture
def budget(kommo, customer):
    kommo.patch(f"leads/{customer.lead['id']}", {"price": 81500})


class TestAccess:
    def test_a_field_without_access_is_in_no_prompt(self, gossip, customer, work, budget, decide):
        decide(access={"lead": [{"field": "name"}]})
        customer.writes("Hello?")
        work()
        assert [name for name, _value in shown(gossip.requests[-1])] == ["Name"]
        assert "81500" not in str(gossip.requests)

    def test_level_tell_lets_the_value_be_told(self, gossip, customer, work, budget, decide):
        decide(access={"lead": [{"field": "price", "level": "tell"}]})
        customer.writes("Hello?")
        work()
        [answer] = customer.got()
        assert "81500" in answer

    def test_level_use_keeps_the_value_from_the_customer(self, gossip, customer, work, budget, decide):
        decide(access={"lead": [{"field": "price", "level": "use"}]})
        customer.writes("Hello?")
        work()
        [answer] = customer.got()
        assert "81500" in str(gossip.requests)
        assert "81500" not in answer

    def test_contact_lets_a_field_of_the_contact_be_told(self, gossip, customer, work, decide):
        decide(access={"contact": [{"field": "name", "level": "tell"}]})
        customer.writes("Hello?")
        work()
        [answer] = customer.got()
        assert answer.startswith("Your Name is ")

    def test_sensitive_never_goes_to_a_model(self, gossip, customer, work, budget, decide):
        decide(access={"lead": [{"field": "price", "level": "tell"}], "sensitive": ["lead.price"]})
        customer.writes("Hello?")
        work()
        assert gossip.requests
        assert "81500" not in str(gossip.requests)
        assert customer.got() == ["Hello."]


class TestKnowledgeScope:
    def test_all_off_and_nothing_chosen_knows_nothing(self, customer, work, decide):
        decide(knowledge={"all": False})
        customer.writes("How much is delivery?")
        work()
        [answer] = customer.got()
        assert answer == "I am sorry, I do not have the answer to that."

    def test_articles_that_are_chosen_are_quoted(self, customer, work, decide, article):
        decide(knowledge={"all": False, "articles": [article.pk]})
        customer.writes("How much is delivery?")
        work()
        assert "300" in str(customer.got())

    def test_categories_that_are_chosen_are_quoted(self, customer, work, agent, article):
        category = category_create(name="Delivery")
        type(article).objects.filter(pk=article.pk).update(category=category)
        live_patch(agent=agent, patch={"knowledge": {"all": False, "categories": [category.pk]}})
        customer.writes("How much is delivery?")
        work()
        assert "300" in str(customer.got())
