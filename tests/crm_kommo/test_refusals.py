"""What Kommo refuses, forgets to answer or answers oddly: the scenarios of limits and errors."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from crm_kommo import oauth, services
from crm_kommo.client import errors
from crm_kommo.client.drafts import LeadDraft
from crm_kommo.client.filters import Filters
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import shared_limiter
from crm_kommo.client.resources.complex_leads import ComplexDraft
from crm_kommo.errors import SendRefused, TryLater
from crm_kommo.failures import failure_of
from crm_kommo.models import Connection
from crm_kommo.registrations import registration_of
from tests.crm_kommo.fake_kommo import Reply
from tests.play import Play

TALK_ID = 66301
PAGE = b"<html>\n<head><title>403 Forbidden</title></head>\n<body>nginx</body>\n</html>"
WRONG = {"code": "NotSupportedChoice", "path": "custom_fields_values.0.field_id", "detail": "No."}


@pytest.fixture
def client(server, tokens, limiter) -> KommoClient:
    return KommoClient(base_url=server.url, access=tokens, limiter=limiter)


def refused(*request_ids: str) -> Reply:
    return Reply(400, {"validation-errors": [{"request_id": id_, "errors": [WRONG]} for id_ in request_ids]})


class TestBlocks:
    def test_rl_03_a_page_is_a_block_and_renews_no_token(self, server, client, tokens, limiter) -> None:
        server.replies = [Reply(403, PAGE)]
        with pytest.raises(errors.Banned):
            client.webhooks.unsubscribe(destination="x")

        assert tokens.left == ["first", "second"]
        with pytest.raises(errors.RateLimited):
            limiter.acquire("another.kommo.com", within=0.1)

    def test_rl_03_the_token_endpoint_may_answer_with_a_page_too(self, server) -> None:
        server.replies = [Reply(403, PAGE)]
        with pytest.raises(errors.Banned):
            oauth.exchange_refresh_token(
                base_url=server.url, refresh_token="x", registration=registration_of("kommo"), within=5
            )
        shared_limiter.redis.delete(shared_limiter.keys("").pause_of_all, shared_limiter.keys("").banned)

    def test_rl_03_the_connection_shows_that_it_is_blocked(self, kommo: Play, connected: Connection) -> None:
        kommo.post("settings", {"rate_limit": 0, "violations_before_block": 0})
        with pytest.raises(TryLater) as caught:
            services.message_send(talk_id=TALK_ID, text="x")

        connected.refresh_from_db()
        assert (connected.status, caught.value.code) == ("blocked", "blocked")

    def test_rl_04_a_limit_that_others_used_up_means_later_and_says_so(self, kommo: Play, connected) -> None:
        kommo.post("settings", {"account_rate_limit": 0, "retry_after": 45})
        with pytest.raises(TryLater) as caught:
            services.message_send(talk_id=TALK_ID, text="x")

        assert caught.value.after == timedelta(seconds=45)
        assert caught.value.code == "rate_limited"
        assert caught.value.message

    def test_tn_02_a_limit_of_one_account_does_not_hold_another(self, kommo: Play, server) -> None:
        shared_limiter.pause(urlsplit(kommo.url).netloc, seconds=60)
        shared_limiter.acquire(urlsplit(server.url).netloc, within=0.2)


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "kind", "reason"),
        [
            ({"detail": "Invalid scope"}, errors.MissingScope, "missing_scope"),
            ({"detail": "Access denied"}, errors.Forbidden, "forbidden"),
            ({"response": {"error_code": 113}}, errors.Forbidden, "forbidden"),
            (PAGE, errors.Banned, "blocked"),
        ],
        ids=["scope", "rights", "address not allowed", "block"],
    )
    def test_rl_05_the_kinds_of_403_are_told_apart(self, server, client, body, kind, reason) -> None:
        server.replies = [Reply(403, body)]
        with pytest.raises(errors.KommoError) as caught:
            client.webhooks.unsubscribe(destination="x")

        assert type(caught.value) is kind
        assert failure_of(caught.value) == reason

    def test_rl_06_payment_due_is_not_repeated_and_has_a_reason(self, kommo: Play, connected) -> None:
        kommo.fail("send_message", status=402, times=9)
        with pytest.raises(SendRefused) as caught:
            services.message_send(talk_id=TALK_ID, text="x")

        assert caught.value.code == "payment_required"
        assert len(kommo.calls("send_message")) == 1

    def test_rl_07_a_400_without_its_list_is_readable(self, server, client) -> None:
        server.replies = [Reply(400, {"title": "Bad Request", "detail": "Код ошибки 244. Обращайтесь в поддержку"})]
        with pytest.raises(errors.Invalid) as caught:
            client.webhooks.unsubscribe(destination="x")

        assert caught.value.problems == ()
        assert "plan has ended" in caught.value.detail

    @pytest.mark.parametrize("code", [101, 110, 111, 112, 113, 244, 330])
    def test_rl_14_the_old_codes_are_known(self, server, client, code) -> None:
        server.replies = [Reply(400, {"response": {"error_code": str(code), "error": "x"}})]
        with pytest.raises(errors.Invalid) as caught:
            client.webhooks.unsubscribe(destination="x")

        assert caught.value.detail

    @pytest.mark.parametrize(
        ("status", "body", "kind"),
        [
            (200, b"", errors.UnreadableAnswer),
            (202, b"<html>maintenance</html>", errors.UnreadableAnswer),
            (500, b"", errors.ServerFault),
            (502, b"<html>bad gateway</html>", errors.ServerFault),
        ],
    )
    def test_rl_09_odd_bodies_are_typed_errors(self, server, client, status, body, kind) -> None:
        server.replies = [Reply(status, body)]
        with pytest.raises(kind) as caught:
            client.webhooks.subscribe(destination="x", events=["add_lead"])

        assert b"<" not in body or (caught.value.status == status and "<html>" in caught.value.detail)

    def test_rl_09_json_of_another_type_is_read(self, server, client) -> None:
        server.replies = [Reply(200, {"id": 1}, {"Content-Type": "text/html"})]

        assert client.account.get().id == 1

    def test_rl_11_a_field_that_is_not_there_is_not_found(self, api: KommoClient) -> None:
        assert api.fields.get(entity="leads", field_id=1) is None
        assert api.leads.get(lead_id=1) is None

    def test_rl_12_leads_are_not_deleted(self, api: KommoClient) -> None:
        assert not hasattr(api.leads, "delete")


class TestBatches:
    def test_rl_08_errors_belong_to_their_item_and_good_ones_are_held_back(self, server, client) -> None:
        server.replies = [refused("b")]
        drafts = [LeadDraft(name="good"), LeadDraft(name="bad", request_id="b"), LeadDraft(name="good too")]
        first, second, third = client.leads.create(drafts=drafts)

        assert [type(outcome.error) for outcome in (first, second, third)] == [
            errors.HeldBack,
            errors.Invalid,
            errors.HeldBack,
        ]
        assert second.error.problems[0].path == WRONG["path"]
        assert len(server.seen) == 1

    def test_rl_08_the_place_in_the_request_names_an_item_too(self, server, client) -> None:
        server.replies = [refused("1")]
        drafts = [LeadDraft(name="good", request_id="a"), LeadDraft(name="bad", request_id="b")]
        good, bad = client.leads.create(drafts=drafts)

        assert (type(good.error), type(bad.error)) == (errors.HeldBack, errors.Invalid)

    def test_cf_07_one_wrong_item_does_not_lose_an_update(self, api: KommoClient) -> None:
        changes = {30052001: LeadDraft(name="New name"), 30052002: LeadDraft(responsible_user_id=5)}
        good, bad = api.leads.update_many(changes=changes)

        assert (good.id, type(bad.error)) == (30052001, errors.Invalid)
        assert api.leads.get(lead_id=30052001).name == "New name"

    def test_rl_10_a_creation_without_an_answer_is_not_repeated(self, api: KommoClient, kommo: Play) -> None:
        kommo.fail("POST /api/v4/leads", cut=True)
        [outcome] = api.leads.create(drafts=[LeadDraft(name="Order 7781")])

        assert isinstance(outcome.error, errors.NoAnswer)
        assert len(kommo.calls("POST /api/v4/leads")) == 1

    def test_rl_10_it_is_found_by_a_key_of_ours(self, api: KommoClient, kommo: Play) -> None:
        kommo.fail("POST /api/v4/leads", cut=True)
        [outcome] = api.leads.create(drafts=[LeadDraft(name="Order 7782")], look_up=found_by_name(api))

        assert api.leads.get(lead_id=outcome.id).name == "Order 7782"
        assert len(kommo.calls("POST /api/v4/leads")) == 1

    def test_rl_10_what_cannot_be_looked_for_is_not_made_again(self, api: KommoClient, kommo: Play) -> None:
        """It may be there: that the look was refused must not pass for a refusal of the write."""
        kommo.fail("POST /api/v4/leads", status=504)
        kommo.fail("GET /api/v4/leads", status=403, times=2)
        drafts = [LeadDraft(name="Heavy a"), LeadDraft(name="Heavy b")]
        outcomes = api.leads.create(drafts=drafts, look_up=found_by_name(api))

        assert [(type(outcome.error), outcome.error.status) for outcome in outcomes] == [(errors.ServerFault, 504)] * 2
        assert len(kommo.calls("POST /api/v4/leads")) == 1

    def test_rl_10_what_was_too_heavy_is_halved_after_a_look(self, api: KommoClient, kommo: Play) -> None:
        kommo.fail("POST /api/v4/leads", status=504)
        drafts = [LeadDraft(name=f"Heavy {number}") for number in range(4)]
        outcomes = api.leads.create(drafts=drafts, look_up=found_by_name(api))

        assert len({outcome.id for outcome in outcomes}) == 4
        assert len(kommo.calls("POST /api/v4/leads")) == 3

    def test_rl_10_without_a_key_even_that_is_left_alone(self, api: KommoClient, kommo: Play) -> None:
        kommo.fail("POST /api/v4/leads", status=504)
        outcomes = api.leads.create(drafts=[LeadDraft(name="a"), LeadDraft(name="b")])

        assert {outcome.error.status for outcome in outcomes} == {504}
        assert len(kommo.calls("POST /api/v4/leads")) == 1

    def test_rl_13_many_items_go_in_batches_of_fifty(self, api: KommoClient, kommo: Play) -> None:
        outcomes = api.leads.create(drafts=[LeadDraft(name=f"L{number}") for number in range(120)])

        assert len({outcome.id for outcome in outcomes}) == 120
        assert [outcome.request_id for outcome in outcomes] == [str(number) for number in range(120)]
        assert len(kommo.calls("POST /api/v4/leads")) == 3

    def test_rl_13_complex_leads_go_by_fifty_with_forty_fields_at_most(self, api: KommoClient, kommo: Play) -> None:
        drafts = [ComplexDraft(lead=LeadDraft(name=f"C{number}")) for number in range(51)]
        assert len({lead.lead_id for lead in api.complex_leads.create(drafts=drafts)}) == 51
        assert len(kommo.calls("leads/complex")) == 2

        fields = [{"field_id": number, "values": None} for number in range(41)]
        with pytest.raises(errors.Invalid) as caught:
            api.complex_leads.create(drafts=[ComplexDraft(lead=LeadDraft(fields=fields))])
        assert caught.value.problems[0].path == "custom_fields_values"

    def test_a_limit_half_way_ends_it_and_says_what_was_written(self, api: KommoClient, kommo: Play) -> None:
        """Nothing of the second batch is sent; what is left can be tried when the limit is over."""
        kommo.post("settings", {"rate_limit": 1, "retry_after": 60})
        outcomes = api.leads.create(drafts=[LeadDraft(name="x") for _number in range(60)])

        assert all(outcome.id for outcome in outcomes[:50])
        assert {type(outcome.error) for outcome in outcomes[50:]} == {errors.RateLimited}


def found_by_name(api: KommoClient):
    def look_up(item: dict) -> int | None:
        return next((lead.id for lead in api.leads.list(filters=Filters(names=[item["name"]]))), None)

    return look_up
