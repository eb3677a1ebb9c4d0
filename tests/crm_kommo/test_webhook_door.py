from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from crm_kommo.models import Connection, Delivery
from crm_kommo.payloads.form_data import MAX_FIELDS
from tenants.models import InboundRoute, Job, Tenant
from tenants.services import inbound_route_create, inbound_route_deactivate, inbound_route_rotate

BODIES = Path(__file__).parent.parent / "payloads"
MESSAGE = (BODIES / "message_telegram.form").read_bytes()
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def address(tenant: Tenant, connection: Connection) -> str:
    route, secret = inbound_route_create(kind="kommo", tenant=tenant, external_account_id=connection.account_id)
    Connection.objects.filter(pk=connection.pk).update(public_id=route.public_id)
    return f"/api/crm/webhook/{route.public_id}/{secret}"


def post(address: str, body: bytes = MESSAGE, **headers: str):
    return Client().post(address, data=body, content_type=FORM, **headers)


@pytest.fixture
def deliveries(tenant: Tenant):
    def read() -> list[Delivery]:
        with tenant_context(tenant):
            return list(Delivery.objects.order_by("pk"))

    return read


class TestAcceptedHook:
    def test_it_is_kept_as_it_came(self, address, deliveries) -> None:
        response = post(address, headers={"X-Amocrm-Requestid": "r-1"})

        assert response.status_code == 200
        (delivery,) = deliveries()
        assert bytes(delivery.body) == MESSAGE
        assert (delivery.size, delivery.content_type, delivery.request_id) == (len(MESSAGE), FORM, "r-1")
        assert delivery.state == Delivery.State.STORED

    def test_wh_02_its_processing_is_owed_not_done(self, address, deliveries, tenant) -> None:
        post(address)

        job = Job.objects.get(kind="kommo.delivery")
        assert (job.tenant_id, job.queue, job.payload) == (tenant.pk, "events", {"delivery_id": deliveries()[0].pk})

    def test_wh_02_a_warm_accept_costs_two_statements_at_most(self, address) -> None:
        post(address)

        with CaptureQueriesContext(database) as queries:
            post(address, b"leads[delete][0][id]=7")

        assert len(queries) <= 2, [query["sql"] for query in queries]

    def test_it_costs_one_wake_up_and_nothing_else_of_redis(self, address) -> None:
        post(address)

        with redis.Redis.from_url(settings.REDIS_URL) as client:
            client.config_resetstat()
            post(address, b"leads[delete][0][id]=7")
            calls = {name: command["calls"] for name, command in client.info("commandstats").items()}

        assert calls.pop("cmdstat_lpush") == 1
        assert set(calls) <= {"cmdstat_config|resetstat", "cmdstat_info", "cmdstat_hello", "cmdstat_client|setinfo"}

    def test_wh_03_the_same_hook_again_in_another_order_is_the_same_delivery(self, address, deliveries) -> None:
        post(address)
        response = post(address, b"&".join(reversed(MESSAGE.split(b"&"))))

        assert response.status_code == 200
        assert len(deliveries()) == 1
        assert Job.objects.filter(kind="kommo.delivery").count() == 1

    @pytest.mark.parametrize(
        "body",
        [
            b"&".join(b"leads[add][%d][id]=1" % n for n in range(5_000)),
            b"leads[add][0][name]=%FF%FE&leads[add][0][id]=1",
            b"\xff\xfe\x00raw",
            b"leads[add][0][name]=a%00b",
            b"a" + b"[b]" * 200 + b"=1",
            b"&",
        ],
        ids=["5,000 fields", "not UTF-8", "raw bytes", "NUL", "deep", "nothing in it"],
    )
    def test_wh_18_it_takes_whatever_comes(self, address, deliveries, body: bytes) -> None:
        assert post(address, body).status_code == 200
        assert bytes(deliveries()[0].body) == body

    def test_wh_13_one_that_names_another_account_is_answered_all_the_same(self, address, deliveries) -> None:
        """A bad answer would have Kommo switch the webhook off for everybody; what is in it is rejected later."""
        assert post(address, b"account[id]=31000002&leads[delete][0][id]=7").status_code == 200
        assert len(deliveries()) == 1

    def test_wh_18_a_type_without_a_charset_is_enough(self, address, deliveries) -> None:
        fields = b"&".join(b"leads[update][%d][id]=%d" % (n, n) for n in range(1_500))
        answer = Client().post(address, data=fields, content_type="application/x-www-form-urlencoded")

        assert answer.status_code == 200
        assert bytes(deliveries()[0].body) == fields

    def test_wh_13_a_rotated_secret_stays_good_until_the_next_rotation(self, address, deliveries) -> None:
        route = InboundRoute.objects.get()
        fresh = f"/api/crm/webhook/{route.public_id}/{inbound_route_rotate(route=route)}"

        assert post(address).status_code == 200
        assert post(fresh, b"talk[add][0][talk_id]=1").status_code == 200
        inbound_route_rotate(route=route)
        assert post(address).status_code == 404


class TestRefusedHook:
    def test_wh_13_a_wrong_secret_and_an_unknown_id_look_the_same(self, address, deliveries) -> None:
        wrong = post(address[:-3] + "xyz")
        unknown = post("/api/crm/webhook/ffffffffffffffff/secret")

        assert wrong.status_code == unknown.status_code == 404
        assert wrong.content == unknown.content
        assert deliveries() == []

    def test_wh_13_the_secret_of_another_workspace_opens_nothing(self, address, other_tenant, deliveries) -> None:
        _route, foreign = inbound_route_create(kind="kommo", tenant=other_tenant, external_account_id=31000002)

        assert post(address.rpartition("/")[0] + "/" + foreign).status_code == 404
        assert deliveries() == []

    def test_a_route_that_was_closed_is_gone(self, address) -> None:
        inbound_route_deactivate(route=InboundRoute.objects.get())

        assert post(address).status_code == 404

    def test_one_for_an_address_without_connection_is_not_lost_behind_a_200(self, address, deliveries, tenant) -> None:
        with tenant_context(tenant):
            Connection.objects.update(public_id="another")
        response = post(address)

        assert response.status_code == 404
        assert response.content == post("/api/crm/webhook/ffffffffffffffff/secret").content
        assert deliveries() == []

    def test_only_post_is_taken(self, address) -> None:
        assert Client().get(address).status_code == 405

    def test_more_than_two_megabytes_are_not_read(self, address, deliveries) -> None:
        response = post(address, b"a=" + b"x" * (2 * 1024 * 1024))

        assert response.status_code == 413
        assert response.json()["error"]["code"] == "too_large"
        assert deliveries() == []

    def test_too_many_fields_are_not_kept(self, address, deliveries) -> None:
        response = post(address, b"&" * MAX_FIELDS)

        assert response.status_code == 413
        assert response.json()["error"]["code"] == "too_large"
        assert deliveries() == []

    def test_a_length_that_lies_is_not_believed(self, address, deliveries) -> None:
        body = b"a=" + b"x" * (3 * 1024 * 1024)
        response = Client().generic("POST", address, body, content_type=FORM, CONTENT_LENGTH=str(2**31))

        assert response.status_code == 413
        assert deliveries() == []

    def test_a_body_without_a_length_is_refused_not_lost(self, address, deliveries) -> None:
        response = Client().generic("POST", address, MESSAGE, content_type=FORM, CONTENT_LENGTH="")

        assert response.status_code == 411
        assert deliveries() == []

    def test_the_bare_address_says_where_to_look(self) -> None:
        response = Client().post("/api/crm/webhook", data=MESSAGE, content_type=FORM)

        assert response.status_code == 404
        assert "Integrations" in response.json()["error"]["message"]


class TestTroubleOfOurOwn:
    def test_wh_02_when_the_row_cannot_be_written_it_asks_for_another_try(self, address, tenant) -> None:
        with tenant_context(tenant), database.cursor() as cursor:
            cursor.execute("ALTER TABLE crm_deliveries RENAME COLUMN digest TO digest_away")

        response = post(address)

        assert response.status_code == 503
