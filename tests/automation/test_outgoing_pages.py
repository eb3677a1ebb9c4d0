import json
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from automation.models import OutgoingDelivery, OutgoingEndpoint
from automation.outgoing.endpoints import endpoint_create, endpoint_test
from tenants.models import User
from tests.jobs import run_due_jobs
from tests.outside_server import outside_server

PAGE = "/manage/alpha/integrations/webhooks"


@pytest.fixture
def receiver(settings):
    with outside_server() as server:
        settings.OUTSIDE_ALLOWED = [server.host]
        yield server


@pytest.fixture
def endpoint(tenant, receiver) -> OutgoingEndpoint:
    return endpoint_create(name="Warehouse", url=receiver.url, events=["message.received"])[0]


def html(response) -> str:
    return response.content.decode()


class TestPages:
    def test_the_secret_is_shown_once(self, tenant, receiver, client_of):
        admin = client_of("admin")
        made = admin.post(PAGE, {"name": "Warehouse", "url": receiver.url, "events": ["message.received"]})
        endpoint = OutgoingEndpoint.objects.get()
        assert endpoint.secret in html(made)
        assert made["Cache-Control"] == "no-store"
        for page in (PAGE, f"{PAGE}/{endpoint.pk}"):
            assert endpoint.secret not in html(admin.get(page))

    def test_a_new_secret_replaces_it(self, endpoint, client_of):
        before = endpoint.secret
        shown = client_of("admin").post(f"{PAGE}/{endpoint.pk}/secret")
        endpoint.refresh_from_db()
        assert endpoint.secret != before
        assert endpoint.secret in html(shown)

    def test_an_address_inside_is_refused_at_its_field(self, tenant, client_of):
        page = client_of("admin").post(PAGE, {"name": "X", "url": "https://10.0.0.1/", "events": ["message.received"]})
        assert "inside a private network" in html(page)
        assert not OutgoingEndpoint.objects.exists()

    def test_a_test_goes_out_and_the_log_shows_how_it_went(self, endpoint, receiver, client_of):
        admin, page = client_of("admin"), f"{PAGE}/{endpoint.pk}"
        receiver.answers = [(404, b"<b>no such hook</b>")]
        admin.post(f"{page}/test")
        run_due_jobs(queues=("sync",))
        shown = html(admin.get(page))
        assert "404" in shown
        assert "&lt;b&gt;no such hook" in shown
        assert "&quot;event&quot;:&quot;test&quot;" in shown

    def test_why_nobody_answered_is_said_in_words(self, endpoint, receiver, client_of, settings):
        admin, page = client_of("admin"), f"{PAGE}/{endpoint.pk}"
        settings.OUTSIDE_ALLOWED = []
        endpoint_test(endpoint=endpoint)
        run_due_jobs(queues=("sync",))
        endpoint.refresh_from_db()
        assert endpoint.last_error == "address_refused"
        for shown in (html(admin.get(page)), html(admin.get("/manage/alpha/integrations"))):
            assert "This address is not reached from here." in shown
            assert "address_refused" not in shown

    def test_the_log_follows_what_is_sent_until_it_ends(self, endpoint, receiver, client_of):
        admin, page = client_of("admin"), f"{PAGE}/{endpoint.pk}"
        admin.post(f"{page}/test")
        assert 'hx-trigger="every 2s"' in html(admin.get(page))
        run_due_jobs(queues=("sync",))
        part = html(admin.get(page, headers={"HX-Request": "true"}))
        assert "hx-trigger" not in part
        assert "Delivered" in part
        assert 'hx-swap-oob="true"' in part
        assert "<html" not in part

    def test_one_that_is_tried_again_much_later_is_not_waited_for(self, endpoint, receiver, client_of):
        endpoint_test(endpoint=endpoint)
        OutgoingDelivery.objects.update(due_at=timezone.now() + timedelta(hours=1))
        assert "every 2s" not in html(client_of("admin").get(f"{PAGE}/{endpoint.pk}"))

    def test_the_same_address_is_not_told_twice(self, endpoint, receiver, client_of):
        admin = client_of("admin")
        page = admin.post(PAGE, {"name": "Other", "url": receiver.url, "events": ["message.received"]})
        assert "There is a webhook with this address already." in html(page)
        assert OutgoingEndpoint.objects.count() == 1

    def test_it_is_changed_switched_off_and_deleted(self, endpoint, receiver, client_of):
        admin, page = client_of("admin"), f"{PAGE}/{endpoint.pk}"
        admin.post(page, {"name": "Stock", "url": receiver.url, "events": ["lead.stage_changed"]})
        endpoint.refresh_from_db()
        assert (endpoint.name, endpoint.events, endpoint.is_active) == ("Stock", ["lead.stage_changed"], False)
        admin.post(f"{page}/delete")
        assert not OutgoingEndpoint.objects.exists()

    @pytest.mark.parametrize("role", ["builder", "viewer"])
    def test_others_see_nothing_of_it(self, endpoint, client_of, role):
        browser = client_of(role)
        for path in (PAGE, f"{PAGE}/{endpoint.pk}"):
            assert browser.get(path).status_code == 403
        assert browser.post(f"{PAGE}/{endpoint.pk}/test").status_code == 403

    def test_its_queries_do_not_grow_with_the_log(self, endpoint, client_of):
        admin, page = client_of("admin"), f"{PAGE}/{endpoint.pk}"
        endpoint_test(endpoint=endpoint)
        admin.get(page)
        with CaptureQueriesContext(database) as few:
            admin.get(page)
        for _ in range(20):
            endpoint_test(endpoint=endpoint)
        with CaptureQueriesContext(database) as many:
            admin.get(page)
        assert len(many) == len(few)


class TestApi:
    API = "/api/webhooks"

    def test_the_whole_way(self, tenant, receiver, client_of):
        admin = client_of("admin")
        wanted = {"name": "Warehouse", "url": receiver.url, "events": ["message.received"]}
        made = admin.post(self.API, wanted, content_type="application/json")
        assert made.status_code == 201
        path = f"{self.API}/{made.json()['id']}"
        assert made.json()["secret"].startswith("whsec_")
        assert "secret" not in json.dumps(admin.get(path).json())
        off = admin.patch(path, {"is_active": False}, content_type="application/json").json()
        assert (off["is_active"], off["name"]) == (False, "Warehouse")
        assert admin.post(f"{path}/test").status_code == 409
        admin.patch(path, {"is_active": True}, content_type="application/json")
        assert admin.post(f"{path}/test").status_code == 202
        run_due_jobs(queues=("sync",))
        [delivery] = admin.get(f"{path}/deliveries").json()["results"]
        assert (delivery["state"], delivery["attempts"][0]["status"]) == ("delivered", 200)
        assert admin.post(f"{path}/deliveries/{delivery['id']}/resend").status_code == 202
        assert admin.post(f"{path}/secret").json()["secret"].startswith("whsec_")
        assert admin.delete(path).status_code == 204
        assert not OutgoingDelivery.objects.exists()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"url": "http://a.example"}, "url"),
            ({"url": "https://["}, "url"),
            ({"events": ["no"]}, "events"),
            ({"name": ""}, "name"),
        ],
    )
    def test_a_bad_body_names_the_field(self, tenant, receiver, client_of, change, field):
        wanted = {"name": "Warehouse", "url": receiver.url, "events": ["message.received"], **change}
        answer = client_of("admin").post(self.API, wanted, content_type="application/json")
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)

    def test_a_builder_may_not(self, tenant, client_of):
        assert client_of("builder").get(self.API).status_code == 403


class TestAdmin:
    def test_staff_look_and_cannot_set_an_address_past_its_check(self, endpoint, client_of):
        browser = client_of("viewer")
        User.objects.filter(pk=browser.session["_auth_user_id"]).update(is_staff=True, is_superuser=True)
        change = f"/manage/alpha/admin/automation/outgoingendpoint/{endpoint.pk}/change/"
        shown = html(browser.get(change))
        assert endpoint.url in shown
        assert endpoint.secret not in shown
        assert browser.post(change, {"name": "x", "url": "http://169.254.169.254/"}).status_code == 403
