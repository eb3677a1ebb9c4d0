"""The log of deliveries: found, opened, processed again, by those who may."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat.models import Conversation, Message
from crm_kommo.models import Connection, Delivery, Lead
from crm_kommo.services.deliveries import JOB_KIND
from tenants.models import Job
from tests.jobs import run_due_jobs

pytestmark = pytest.mark.usefixtures("tenant", "workspace_addresses")
PAGE = "/manage/alpha/integrations/kommo/deliveries"
API = "/manage/alpha/api/integrations/kommo/deliveries"
MESSAGE = (
    "message[add][0][id]=m-1&message[add][0][talk_id]=7&message[add][0][text]=Is+it+blue&message[add][0][origin]=waba"
)
LEAD = "leads[update][0][id]=501&leads[update][0][updated_at]=1790000000&leads[update][0][name]=Boots"


@pytest.fixture
def came(connection: Connection):
    """`came(body)`: a hook that was stored and, unless said otherwise, worked off."""

    def make(body: str, *, processed: bool = True) -> Delivery:
        raw = f"account[id]={connection.account_id}&{body}".encode()
        delivery = Delivery.objects.create(
            connection=connection, digest=raw[-32:], body=raw, size=len(raw), received_at=timezone.now()
        )
        if processed:
            owe(delivery)
            run_due_jobs(queues=("events",))
            delivery.refresh_from_db()
        return delivery

    return make


def owe(delivery: Delivery) -> None:
    Job.objects.create(
        tenant_id=database.tenant.pk, kind=JOB_KIND, queue="events", key=str(delivery.pk),
        payload={"delivery_id": delivery.pk}, due_at=timezone.now(),
    )  # fmt: skip


class TestLog:
    def test_it_shows_what_came(self, came, client_of) -> None:
        came(LEAD)
        came("invoices[paid][0][id]=1")
        page = client_of("viewer").get(PAGE).content.decode()

        assert "Lead changed" in page
        assert "Not understood" in page

    @pytest.mark.parametrize(
        ("query", "seen"),
        [
            ({"family": "leads"}, {"Lead changed"}),
            ({"family": "unknown"}, {"Not understood"}),
            ({"id": "501"}, {"Lead changed"}),
            ({"id": "7"}, {"Customer's message"}),
            ({"id": "m-1"}, {"Customer's message"}),
            ({"id": "m"}, set()),
            ({"id": "abc"}, set()),
            ({"id": "9" * 23}, set()),
            ({"state": "ignored"}, {"Not understood"}),
            ({"period": "hour"}, {"Lead changed", "Customer&#x27;s message", "Not understood"}),
        ],
    )
    def test_it_is_filtered_by_the_address(self, came, client_of, query, seen) -> None:
        for body in (LEAD, MESSAGE, "invoices[paid][0][id]=1"):
            came(body)
        page = client_of("viewer").get(PAGE, query).content.decode().replace("&#x27;", "'")

        rows = page.partition("<tbody>")[2]
        labels = ("Lead changed", "Customer's message", "Not understood")
        assert {label for label in labels if label in rows} == {label.replace("&#x27;", "'") for label in seen}

    def test_older_ones_are_out_of_the_period(self, came, client_of) -> None:
        came(LEAD)
        Delivery.objects.update(received_at=timezone.now() - timedelta(hours=2))

        assert "No delivery fits" in client_of("viewer").get(PAGE, {"period": "hour"}).content.decode()

    def test_rubbish_in_the_address_is_no_error(self, came, client_of) -> None:
        came(LEAD)
        viewer = client_of("viewer")
        for query in ({"page": "x"}, {"family": "'"}, {"id": "9" * 40}, {"id": "x"}, {"period": "1"}, {"state": "?"}):
            assert viewer.get(PAGE, query).status_code == 200

    def test_its_queries_do_not_grow_with_the_rows(self, came, client_of) -> None:
        viewer = client_of("viewer")
        counts = []
        for new in (1, 20):
            for n in range(new):
                came(f"leads[delete][0][id]={new}{n}")
            viewer.get(PAGE)
            with CaptureQueriesContext(database) as queries:
                viewer.get(PAGE)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_an_empty_log_says_what_to_do(self, client_of) -> None:
        assert "Look at the connection" in client_of("viewer").get(PAGE).content.decode()


class TestOne:
    def test_one_that_waits_is_followed_until_it_is_processed(self, came, client_of) -> None:
        delivery = came(MESSAGE)
        earlier = "Processed" in client_of("viewer").get(f"{PAGE}/{delivery.pk}").content.decode()
        assert earlier
        builder = client_of("builder")
        builder.post(f"{PAGE}/replay", {"delivery": delivery.pk, "from": "one"})
        page = builder.get(f"{PAGE}/{delivery.pk}").content.decode()
        assert 'hx-trigger="every 2s"' in page
        waiting = builder.get(f"{PAGE}/{delivery.pk}", headers={"HX-Request": "true"})
        assert "HX-Refresh" not in waiting
        run_due_jobs(queues=("events",))
        assert builder.get(f"{PAGE}/{delivery.pk}", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
        assert "hx-trigger" not in builder.get(f"{PAGE}/{delivery.pk}").content.decode()

    def test_the_tabs_of_kommo_are_there(self, came, client_of) -> None:
        delivery = came(MESSAGE)
        viewer = client_of("viewer")
        for path in (PAGE, f"{PAGE}/{delivery.pk}"):
            page = viewer.get(path).content.decode()
            assert '<a href="/manage/alpha/integrations/kommo/webhooks" aria-current="page">' in page

    def test_it_shows_the_body_beside_the_events_and_what_they_caused(self, came, client_of) -> None:
        delivery = came(MESSAGE)
        page = client_of("builder").get(f"{PAGE}/{delivery.pk}").content.decode()

        assert "message[add][0][text]" in page
        assert "Is it blue" in page
        assert f"/inbox/{Conversation.objects.get().pk}" in page

    def test_a_message_is_new_until_it_is_processed_again(self, came, client_of) -> None:
        delivery = came(MESSAGE)
        viewer = client_of("viewer")
        assert "new message" in viewer.get(f"{PAGE}/{delivery.pk}").content.decode()

        Delivery.objects.update(state="stored")
        owe(delivery)
        run_due_jobs(queues=("events",))
        assert "known already" in viewer.get(f"{PAGE}/{delivery.pk}").content.decode()

    def test_it_says_what_became_of_the_mirror(self, came, client_of) -> None:
        delivery = came(LEAD)

        assert "new here" in client_of("viewer").get(f"{PAGE}/{delivery.pk}").content.decode()

    def test_who_does_not_build_does_not_read_what_customers_wrote(self, came, client_of) -> None:
        delivery = came(MESSAGE)
        for role in ("viewer", "operator"):
            assert "Is it blue" not in client_of(role).get(f"{PAGE}/{delivery.pk}").content.decode()

    def test_what_a_customer_wrote_is_never_markup(self, came, client_of) -> None:
        delivery = came(MESSAGE.replace("Is+it+blue", "<script>alert(1)</script>"))

        assert "<script>alert" not in client_of("builder").get(f"{PAGE}/{delivery.pk}").content.decode()

    def test_an_unknown_one_is_not_found(self, client_of) -> None:
        assert client_of("viewer").get(f"{PAGE}/999999").status_code == 404

    def test_an_error_is_told_with_its_reason(self, came, client_of) -> None:
        delivery = came("&".join(f"a[{n}]=1" for n in range(20_001)))

        assert "20000" in client_of("viewer").get(f"{PAGE}/{delivery.pk}").content.decode()


class TestReplay:
    def test_wh_03_processing_again_does_nothing_twice(self, came, client_of) -> None:
        deliveries = [came(MESSAGE), came(LEAD)]
        Job.objects.all().delete()
        mirrored_at = Lead.objects.get().mirrored_at
        answer = client_of("builder").post(f"{PAGE}/replay", {"delivery": [d.pk for d in deliveries], "query": "id=7"})
        assert answer.url == f"{PAGE}?id=7"
        assert run_due_jobs(queues=("events",)) == [JOB_KIND] * 2

        assert Message.objects.count() == 1
        assert Lead.objects.get().mirrored_at == mirrored_at
        assert not Job.objects.filter(kind="chat.turn").exists()
        assert set(Delivery.objects.values_list("state", flat=True)) == {"processed"}

    def test_one_that_failed_can_be_done_after_all(self, came, client_of) -> None:
        delivery = came(LEAD, processed=False)
        Delivery.objects.update(state="failed", error="TypeError")
        client_of("builder").post(f"{PAGE}/replay", {"delivery": delivery.pk, "from": "one"})
        run_due_jobs(queues=("events",))

        delivery.refresh_from_db()
        assert (delivery.state, delivery.error) == ("processed", "")

    def test_only_builders_may(self, came, client_of) -> None:
        delivery = came(LEAD)
        for role in ("viewer", "operator"):
            browser = client_of(role)
            assert browser.post(f"{PAGE}/replay", {"delivery": delivery.pk}).status_code == 403
            assert browser.post(f"{API}/{delivery.pk}/replay").status_code == 403

    @pytest.mark.parametrize("ticked", ["9" * 5000, "9" * 30, "-1", "²"])
    def test_what_is_no_delivery_counts_as_not_ticked(self, client_of, ticked) -> None:
        page = client_of("builder").post(f"{PAGE}/replay", {"delivery": ticked}, follow=True).content.decode()

        assert "Tick the deliveries" in page

    def test_nothing_ticked_is_said(self, client_of) -> None:
        page = client_of("builder").post(f"{PAGE}/replay", follow=True).content.decode()

        assert "Tick the deliveries" in page


class TestApi:
    def test_it_lists_in_pages_and_by_filter(self, came, client_of) -> None:
        came(LEAD)
        came(MESSAGE)
        viewer = client_of("viewer")

        assert viewer.get(API).json()["count"] == 2
        (found,) = viewer.get(API, {"family": "leads", "entity_id": 501}).json()["results"]
        assert (found["state"], found["events"][0]["mirror"]) == ("processed", "added")
        assert "body" not in found
        assert viewer.get(API, {"family": "x"}).status_code == 400

    def test_it_processes_again(self, came, client_of) -> None:
        delivery = came(LEAD)
        builder = client_of("builder")
        answer = builder.post(f"{API}/{delivery.pk}/replay")

        assert (answer.status_code, answer.json()["state"]) == (202, "stored")
        assert builder.post(f"{API}/999999/replay").status_code == 404
