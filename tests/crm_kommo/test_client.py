"""The client against a server that answers whatever a test puts into it, over a real socket."""

import time
from urllib.parse import urlsplit

import pytest

from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from tests.crm_kommo.fake_kommo import Reply, Tokens


@pytest.fixture
def kommo(server, tokens, limiter) -> KommoClient:
    return KommoClient(base_url=server.url, access=tokens, limiter=limiter)


PROBLEM = {"title": "Bad Request", "status": 400, "detail": "Request validation failed"}
ERRORS = [
    (Reply(400, PROBLEM), errors.Invalid),
    (Reply(402, {"detail": "Over chat API limit"}), errors.PaymentRequired),
    (Reply(403, {"detail": "Invalid scope"}), errors.MissingScope),
    (Reply(403, {"detail": "Client doesn't have the required scope"}), errors.MissingScope),
    (Reply(403, {"detail": "Access denied"}), errors.Forbidden),
    (Reply(403, b"<html>nginx</html>"), errors.Banned),
    (Reply(404, {"detail": "Not found"}), errors.NotFound),
    (Reply(405, b""), errors.Refused),
    (Reply(422, {"detail": "Talk is closed"}), errors.Refused),
    (Reply(429, {"retry_after": 300}), errors.RateLimited),
    (Reply(500, b"oops"), errors.ServerFault),
    (Reply(502, b"<html>bad gateway</html>"), errors.ServerFault),
    (Reply(301, b"", {"Location": "http://evil.example/"}), errors.Elsewhere),
    (Reply(200, b"<html>maintenance</html>"), errors.UnreadableAnswer),
    (Reply(200, b"[1]"), errors.UnreadableAnswer),
    (Reply(200, b""), errors.UnreadableAnswer),
    (Reply(202, {}), errors.UnreadableAnswer),
]


class TestErrors:
    @pytest.mark.parametrize(
        ("reply", "kind"), ERRORS, ids=[f"{reply.status} {kind.__name__}" for reply, kind in ERRORS]
    )
    def test_each_answer_has_its_error(self, server, kommo, reply, kind) -> None:
        server.replies = [reply]

        with pytest.raises(errors.KommoError) as caught:
            kommo.talks.send_message(talk_id=1, text="x", within=10)
        assert type(caught.value) is kind
        assert len(server.seen) == 1

    def test_rl_08_a_validation_error_names_item_and_path(self, server, kommo) -> None:
        fault = {"code": "NotSupportedChoice", "path": "custom_fields_values.0.field_id", "detail": "No such choice."}
        server.replies = [Reply(400, PROBLEM | {"validation-errors": [{"request_id": "0", "errors": [fault]}]})]

        with pytest.raises(errors.Invalid) as caught:
            kommo.account.get()
        assert caught.value.problems == (
            errors.Problem("0", "custom_fields_values.0.field_id", "NotSupportedChoice", "No such choice."),
        )

    def test_rl_08_a_validation_error_may_come_without_its_list(self, server, kommo) -> None:
        server.replies = [Reply(400, PROBLEM | {"validation-errors": {"errors": [{"path": "name"}]}})]

        with pytest.raises(errors.Invalid) as caught:
            kommo.account.get()
        assert caught.value.problems[0].path == "name"

    @pytest.mark.parametrize(
        ("reply", "seconds"),
        [
            (Reply(429, {"retry_after": 300}, {"Retry-After": "5"}), 300),
            (Reply(429, {}, {"Retry-After": "5"}), 5),
            (Reply(429, b"<html>", {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), 10),
        ],
        ids=["body first", "header", "neither"],
    )
    def test_rl_02_a_429_says_for_how_long_body_header_or_a_growing_pause(self, server, kommo, reply, seconds) -> None:
        server.replies = [reply]

        with pytest.raises(errors.RateLimited) as caught:
            kommo.talks.send_message(talk_id=1, text="x", within=10)
        assert caught.value.retry_after == seconds

    def test_rl_02_after_a_429_the_next_call_does_not_leave(self, server, kommo) -> None:
        server.replies = [Reply(429, {"retry_after": 300})]
        for _attempt in range(3):
            with pytest.raises(errors.RateLimited):
                kommo.account.get()

        assert len(server.seen) == 1

    def test_nobody_listening_means_never_sent(self, server, kommo) -> None:
        server.stop()

        with pytest.raises(errors.Unreachable) as caught:
            kommo.talks.send_message(talk_id=1, text="x", within=10)
        assert not caught.value.handled_unknown

    def test_no_error_tells_the_token(self, server, kommo) -> None:
        server.replies = [Reply(500, b"x")]

        with pytest.raises(errors.KommoError) as caught:
            kommo.talks.send_message(talk_id=1, text="x", within=10)
        assert "first" not in repr(caught.value)


class TestRepeating:
    def test_a_read_is_repeated_on_a_passing_fault(self, server, kommo) -> None:
        server.replies = [Reply(500), Reply(504), Reply(200, {"id": 1})]

        assert kommo.account.get().id == 1
        assert len(server.seen) == 3

    def test_a_read_is_given_up_after_three(self, server, kommo) -> None:
        server.replies = [Reply(500)]

        with pytest.raises(errors.ServerFault):
            kommo.account.get()
        assert len(server.seen) == 3

    def test_a_401_brings_a_new_token_once(self, server, kommo, tokens) -> None:
        server.replies = [Reply(401, {}), Reply(202, {"id": "m"})]

        assert kommo.talks.send_message(talk_id=1, text="x", within=10) == "m"
        assert [headers["Authorization"] for _m, _p, headers, _b in server.seen] == ["Bearer first", "Bearer second"]
        assert tokens.outcomes == [None]

    def test_a_second_401_is_final(self, server, kommo, tokens) -> None:
        server.replies = [Reply(401, {})]

        with pytest.raises(errors.Unauthorized):
            kommo.account.get()
        assert len(server.seen) == 2
        assert tokens.outcomes == [errors.Unauthorized]


class TestTimeToSend:
    def test_after_its_time_nothing_is_sent(self, server, kommo) -> None:
        with pytest.raises(errors.NotBegun) as caught:
            kommo.talks.send_message(talk_id=1, text="x", within=-0.001)
        assert server.seen == []
        assert caught.value.retryable
        assert not caught.value.handled_unknown

    def test_a_slow_token_uses_it_up(self, server, limiter) -> None:
        class SlowTokens(Tokens):
            def token(self, *, within: float) -> str:
                time.sleep(within + 0.01)
                return super().token(within=within)

        with pytest.raises(errors.NotBegun):
            KommoClient(base_url=server.url, access=SlowTokens(), limiter=limiter).talks.send_message(
                talk_id=1, text="x", within=0.1
            )
        assert server.seen == []

    @pytest.mark.alone
    def test_a_pause_longer_than_it_is_not_waited_for(self, server, tokens, limiter) -> None:
        client = KommoClient(base_url=server.url, access=tokens, limiter=limiter)
        limiter.pause(urlsplit(server.url).netloc, seconds=5)
        began = time.monotonic()

        with pytest.raises(errors.RateLimited):
            client.talks.send_message(talk_id=1, text="x", within=0.2)
        assert time.monotonic() - began < 1
        assert server.seen == []

    def test_a_late_401_brings_neither_a_token_nor_a_second_message(self, server, kommo, tokens) -> None:
        server.replies = [Reply(401, {}, delay=0.4), Reply(202, {"id": "m"})]

        with pytest.raises(errors.NotBegun):
            kommo.talks.send_message(talk_id=1, text="x", within=0.3)
        assert len(server.seen) == 1
        assert tokens.left == ["first", "second"]


def page(*ids: int, following: str = "") -> Reply:
    links = {"next": {"href": following}} if following else {}
    return Reply(200, {"_links": links, "_embedded": {"users": [{"id": id_} for id_ in ids]}})


class TestPages:
    def test_ls_03_it_asks_for_250_and_follows_next_to_the_end(self, server, kommo) -> None:
        server.replies = [page(1, 2, following=f"{server.url}/api/v4/users?page=2&limit=250"), page(3)]

        assert [user.id for user in kommo.users.all()] == [1, 2, 3]
        assert server.seen[0][1] == "/api/v4/users?limit=250"
        assert server.seen[1][1] == "/api/v4/users?page=2&limit=250"

    def test_ls_01_a_next_that_answers_204_is_the_end(self, server, kommo) -> None:
        server.replies = [page(1, following=f"{server.url}/api/v4/users?page=2"), Reply(204)]

        assert [user.id for user in kommo.users.all()] == [1]

    def test_ls_02_204_at_once_is_an_empty_list(self, server, kommo) -> None:
        server.replies = [Reply(204)]

        assert kommo.users.all() == []

    def test_ls_05_a_next_on_another_host_is_refused(self, server, kommo) -> None:
        server.replies = [page(1, following="http://evil.example/api/v4/users?page=2")]

        with pytest.raises(errors.UnreadableAnswer):
            kommo.users.all()

    def test_ls_04_empty_pages_with_a_next_are_followed_and_left(self, server, kommo) -> None:
        server.replies = [page(following=f"{server.url}/api/v4/users?page=2")]

        assert kommo.users.all() == []
        assert len(server.seen) == 3


class TestReading:
    def test_ls_02_rl_11_what_is_missing_is_none_by_204_and_by_404(self, server, kommo) -> None:
        server.replies = [Reply(204)]
        assert kommo.leads.get(lead_id=1) is None
        server.replies = [Reply(404, {})]
        assert kommo.leads.get(lead_id=1) is None

    def test_ls_08_nulls_and_odd_types_are_read(self, server, kommo) -> None:
        server.replies = [
            Reply(
                200,
                {
                    "id": 501,
                    "name": None,
                    "price": 10.99,
                    "custom_fields_values": None,
                    "tags": None,
                    "updated_at": 10**15,
                    "_embedded": {"contacts": [{"id": 7, "is_main": False}, {"id": 8, "is_main": True}], "tags": []},
                    "member_of_tomorrow": {"x": 1},
                },
            )
        ]
        lead = kommo.leads.get(lead_id=501)

        assert (lead.name, str(lead.price), lead.custom_fields, lead.updated_at) == ("", "10.99", (), None)
        assert lead.main_contact_id == 8

    def test_what_the_database_does_not_take_is_taken_out(self, server, kommo) -> None:
        name = b'"cut \\ud83d and \\u0000"'
        server.replies = [
            Reply(
                200,
                b'{"id": 501, "name": %b, "custom_fields_values": [{"field_id": 1, "values": [{"value": %b}]}]}'
                % (name, name),
            )
        ]
        lead = kommo.leads.get(lead_id=501)

        assert lead.name == lead.custom_fields[0].values[0]["value"] == "cut ? and "

    def test_ls_09_choices_come_as_a_list_an_object_or_null(self, server, kommo) -> None:
        choice = {"id": 81, "value": "Delivery", "sort": 1}
        for enums, expected in (([choice], 1), ({"81": choice}, 1), (None, 0), ([], 0)):
            server.replies = [Reply(200, {"_embedded": {"custom_fields": [{"id": 1, "enums": enums}]}})]
            assert len(kommo.fields.all(entity="leads")[0].choices) == expected

    @pytest.mark.parametrize("empty", [None, [], {}])
    def test_ls_09_no_custom_fields_come_as_null_or_empty(self, server, kommo, empty) -> None:
        server.replies = [Reply(200, {"id": 501, "custom_fields_values": empty})]

        assert kommo.leads.get(lead_id=501).filled == {}

    def test_without_ids_nothing_is_asked(self, server, kommo) -> None:
        assert kommo.leads.by_ids(ids=[]) == []
        assert server.seen == []
