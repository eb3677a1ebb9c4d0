"""What becomes of memory when a contact is deleted, or merged into another one."""

from chat.models import ContactFact, Conversation


class TestContact:
    def test_deleting_it_in_kommo_erases_what_is_remembered(self, customer, work, quiet):
        customer.writes("I live in Kazan")
        work()
        quiet()
        customer.hook_pairs({"contacts[delete][0][id]": "1", "contacts[delete][0][type]": "contact"})
        work()
        assert not ContactFact.objects.exists()
        assert Conversation.objects.get().messages.exists()

    def test_merged_into_another_its_facts_are_the_others(self, customer, work, quiet):
        customer.writes("I live in Kazan")
        work()
        quiet()
        ContactFact.objects.create(contact_id=7, kind="city", text="Omsk", said_at="2020-01-01T00:00:00Z")
        customer.writes("Hello again", contact_id="7")
        work()
        kazan = ContactFact.objects.get(superseded_by=None)
        assert (kazan.contact_id, kazan.text) == (7, "Kazan")
        assert ContactFact.objects.get(text="Omsk").superseded_by == kazan
