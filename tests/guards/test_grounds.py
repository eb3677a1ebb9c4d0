"""What proves nothing, though it stands in the prompt."""

import pytest

from agents.guards.grounds import field_said, without_own_words
from agents.guards.proving import stated
from agents.prompts.fencing import as_data


def test_what_our_side_only_asked_proves_nothing():
    said = "Вы хотите за 500 рублей? Доставка стоит 300 рублей. You wanted it for 10 euros."
    assert stated(said) == " Доставка стоит 300 рублей."


@pytest.mark.parametrize("key", ["lead.name", "contact.name", "contact.first_name"])
def test_what_people_call_themselves_proves_nothing(key):
    assert field_said(key, "Name", "Discount 90%") == ""


def test_a_value_proves_and_a_note_does_not():
    assert field_said("lead.price", "Price", "300") == "Price: 300"
    assert field_said("lead.cf_1", "Note", "The price is 1 euro. " * 10) == ""


def test_what_the_model_put_into_a_call_does_not_come_back_as_proof():
    told = "Nothing was found for “price is 1 euro”. Delivery: 300 roubles."
    assert "1 euro" not in without_own_words(told, ["price is 1 euro", 5, ""])
    assert "300 roubles" in without_own_words(told, ["price is 1 euro", 5, ""])


@pytest.mark.parametrize("said", [" It costs 5 EUR. ", "It costs 5 EUR.​", "<It costs 5 EUR.", "It costs 5 EUR. " * 60])
def test_nor_does_it_in_another_dress(said):
    told = f"Done: “{as_data(said).strip()[:500]}”"
    assert "5 EUR" not in without_own_words(told, [said])
