"""The page of a contact."""

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat.models import ContactFact, EpisodeDigest
from crm_kommo.models import Contact
from tests.factories import ConversationFactory, MessageFactory

pytestmark = pytest.mark.usefixtures("tenant", "workspace_addresses")
PAGE = "/manage/alpha/contacts/41"


@pytest.fixture
def fact() -> ContactFact:
    message = MessageFactory(text="I live in Kazan", conversation__contact_id=41, conversation__contact_name="Ingrid")
    return ContactFact.objects.create(
        contact_id=41,
        kind="city",
        text="Kazan",
        message=message,
        quote="I live in Kazan",
        said_at=message.said_at,
    )


def facts() -> list[tuple[str, str, str]]:
    found = ContactFact.objects.filter(superseded_by=None).order_by("pk")
    return list(found.values_list("kind", "text", "created_by"))


class TestPage:
    def test_it_shows_what_is_remembered_with_its_proof(self, client_of, fact):
        page = client_of("viewer").get(PAGE).content.decode()
        assert "Ingrid" in page
        assert "Kazan" in page
        assert "“I live in Kazan”" in page
        assert f"/manage/alpha/inbox/{fact.message.conversation_id}" in page
        assert "Erase" not in page
        assert "Note something" not in page

    def test_of_another_contact_it_shows_nothing(self, client_of, fact):
        ConversationFactory(contact_id=42)
        assert "Kazan" not in client_of("viewer").get("/manage/alpha/contacts/42").content.decode()

    def test_who_is_not_known_has_no_page(self, client_of, fact):
        assert client_of("viewer").get("/manage/alpha/contacts/43").status_code == 404

    def test_another_workspace_does_not_see_it(self, client_of, fact, other_tenant):
        assert client_of("viewer").get("/manage/beta/contacts/41").status_code in (403, 404)

    def test_the_card_is_shown(self, client_of, connected):
        known = Contact.objects.filter(is_deleted=False).first() or Contact.objects.create(
            connection=connected, kommo_id=41, name="Ingrid Berg"
        )
        page = client_of("viewer").get(f"/manage/alpha/contacts/{known.kommo_id}").content.decode()
        assert known.name in page

    def test_more_of_everything_takes_no_more_queries(self, client_of, fact):
        viewer = client_of("viewer")
        viewer.get(PAGE)  # what is loaded once a process
        counts = []
        for _round in range(2):
            with CaptureQueriesContext(database) as queries:
                viewer.get(PAGE)
            counts.append(len(queries))
            for number in range(5):
                message = MessageFactory(text="I like boots", conversation__contact_id=41)
                ContactFact.objects.create(
                    contact_id=41,
                    kind="preference",
                    subject=str(number),
                    text="likes boots",
                    message=message,
                    quote="I like boots",
                    said_at=message.said_at,
                )
        assert counts[0] == counts[1]

    def test_the_thread_leads_to_it(self, client_of, fact):
        page = client_of("viewer").get(f"/manage/alpha/inbox/{fact.message.conversation_id}").content.decode()
        assert f'href="{PAGE}"' in page


class TestMemory:
    def test_a_person_notes_something(self, client_of, fact):
        operator = client_of("operator")
        operator.post(f"{PAGE}/facts", {"kind": "preference", "text": "calls in the evening", "subject": "Calls"})
        assert facts()[-1] == ("preference", "calls in the evening", "person")
        page = operator.get(PAGE).content.decode()
        assert "calls in the evening" in page
        assert "noted by operator@alpha.test" in page

    def test_an_empty_note_is_refused(self, client_of, fact):
        page = client_of("operator").post(f"{PAGE}/facts", {"kind": "about", "text": ""}).content.decode()
        assert "This field is required." in page
        assert len(facts()) == 1

    def test_a_person_corrects_it(self, client_of, fact):
        operator = client_of("operator")
        assert 'value="Kazan"' in operator.get(f"{PAGE}/facts/{fact.pk}").content.decode()
        operator.post(f"{PAGE}/facts/{fact.pk}", {"kind": "city", "text": "Samara"})
        assert facts() == [("city", "Samara", "person")]

    def test_erasing_takes_what_it_superseded_with_it(self, client_of, fact):
        operator = client_of("operator")
        operator.post(f"{PAGE}/facts/{fact.pk}", {"kind": "city", "text": "Samara"})
        operator.post(f"{PAGE}/facts/{ContactFact.objects.get(text='Samara').pk}/erase")
        assert not ContactFact.objects.exists()

    def test_all_of_it_is_erased_and_what_was_said_is_not_read_again(self, client_of, fact):
        conversation = fact.message.conversation
        EpisodeDigest.objects.create(
            conversation=conversation,
            contact_id=41,
            began_at=timezone.now(),
            ended_at=timezone.now(),
            topic="boots",
            outcome="answered",
        )
        client_of("operator").post(f"{PAGE}/erase-memory")
        assert not ContactFact.objects.exists()
        assert not EpisodeDigest.objects.exists()
        conversation.refresh_from_db()
        assert conversation.remembered_until == fact.message_id

    @pytest.mark.parametrize("path", ["facts", "facts/{id}", "facts/{id}/erase", "erase-memory"])
    def test_a_viewer_changes_nothing(self, path, client_of, fact):
        address = f"{PAGE}/{path.format(id=fact.pk)}"
        assert client_of("viewer").post(address, {"kind": "about", "text": "x"}).status_code == 403
        assert facts() == [("city", "Kazan", "agent")]

    def test_a_fact_of_another_contact_is_not_reached(self, client_of, fact):
        ConversationFactory(contact_id=42)
        operator = client_of("operator")
        assert operator.post(f"/manage/alpha/contacts/42/facts/{fact.pk}/erase").status_code == 404
        assert len(facts()) == 1
