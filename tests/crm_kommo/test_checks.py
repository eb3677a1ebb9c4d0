"""The examination of a connection: run for real against the stand-in, shown as a person reads it."""

import base64
import json

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.checks import run_checks
from crm_kommo.checks.limits import check_clock
from crm_kommo.checks.registry import CHECKS
from crm_kommo.checks.words import NAMES, SAID, lines
from crm_kommo.models import CheckRun, Connection
from tenants.models import Job
from tests.jobs import run_due_jobs

PAGE = "/manage/alpha/integrations/kommo/diagnostics"


@pytest.fixture
def check(connected, owner, settings, kommo):
    """`check()`: run them all, and tell by name what came of each."""
    Job.objects.all().delete()
    settings.PUBLIC_URL = kommo.url

    def run(*, lead_id: int | None = None) -> dict[str, dict]:
        made = services.checks_start(connection=connected, user=owner, lead_id=lead_id)
        run_due_jobs()
        made.refresh_from_db()
        assert made.state == CheckRun.State.DONE
        return {result["check"]: result for result in made.results}

    return run


def shown(result: dict) -> str:
    """In words, together with what to do."""
    line = next(line for line in lines([result]) if line.tone)
    return f"{line.said} {line.todo}"


class TestChecks:
    def test_a_good_connection_is_green(self, check):
        results = check()
        assert set(results) == set(CHECKS)
        bad = {name: result for name, result in results.items() if result["outcome"] == "bad"}
        assert bad == {}
        assert "Works, for the account" in shown(results["token"])

    def test_a_revoked_access_says_to_reconnect(self, check, kommo):
        kommo.fail("/api/v4/account", status=401, times=9)
        kommo.fail("/oauth2/access_token", status=400, times=9)
        result = check()["token"]
        assert result["outcome"] == "bad"
        assert "Reconnect" in shown(result)

    def test_without_an_administrator_the_rest_works(self, check, kommo):
        kommo.fail("/api/v4/users", status=403, times=9)
        results = check()
        assert (results["administrator"]["outcome"], results["reading"]["outcome"]) == ("warn", "ok")

    def test_a_webhook_that_cannot_be_set_up_is_red(self, check, kommo):
        kommo.fail("/api/v4/webhooks", status=402, times=9)
        assert "plan" in shown(check()["subscription"])

    def test_an_address_that_is_not_public_is_red(self, check, settings):
        settings.PUBLIC_URL = "http://localhost:8000"
        assert "http://localhost:8000" in shown(check()["reachable"])

    def test_events_that_come_prove_that_we_are_reached(self, check, settings):
        settings.PUBLIC_URL = "http://127.0.0.1:8000"
        Connection.objects.update(last_event_at=timezone.now())
        assert check()["reachable"]["code"] == "events_come"

    def test_no_note_is_written_unless_asked(self, check, kommo):
        assert check()["note"]["outcome"] == "off"
        assert kommo.calls("POST /api/v4/leads") == []

    def test_one_note_is_written_where_asked_even_when_it_is_begun_again(self, check, kommo):
        lead = kommo.get("leads")["leads"][0]
        assert check(lead_id=lead["id"])["note"]["outcome"] == "ok"
        run = CheckRun.objects.get()
        assert run.note_id
        CheckRun.objects.update(state=CheckRun.State.RUNNING)
        run_checks(run_id=run.pk)
        assert len(kommo.calls("POST /api/v4/leads/notes")) == 1

    def test_a_lead_that_is_gone_when_the_note_is_written_is_no_fault_of_the_connection(self, check, connected):
        run = connected.check_runs.create(lead_id=30999999)
        run_checks(run_id=run.pk)
        run.refresh_from_db()
        (result,) = (result for result in run.results if result["check"] == "note")
        assert result["outcome"] == "warn"
        assert "no lead with the number 30999999" in shown(result)

    @pytest.mark.parametrize(("apart", "outcome"), [(0, "ok"), (30, "ok"), (600, "bad")])
    def test_the_clock_is_compared_with_the_tokens(self, check, apart, outcome):
        claims = {"iat": int(timezone.now().timestamp()) + apart}
        token = f"h.{base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.s"
        Connection.objects.update(access_token=token, refresh_issued_at=timezone.now())
        run = CheckRun(connection=Connection.objects.get())
        assert check_clock(None, run).outcome == outcome

    @pytest.mark.parametrize("token", ["opaque", "a.b.c", "a.bnVsbA.c", "a.W10.c"])
    def test_a_token_that_says_nothing_is_no_fault(self, connected, token):
        Connection.objects.update(access_token=token)
        assert check_clock(None, CheckRun(connection=Connection.objects.get())).code == "clock_unknown"

    def test_a_second_request_is_the_same_run(self, connected, owner):
        first = services.checks_start(connection=connected, user=owner, lead_id=None)
        assert services.checks_start(connection=connected, user=owner, lead_id=None) == first

    def test_every_check_and_outcome_has_its_words(self):
        assert set(NAMES) == set(CHECKS)
        facts = {"account": "a", "seconds": 1, "count": 1, "address": "a", "lead": 1, "limit": 7}
        for text in SAID.values():
            assert "%" not in str(text) % facts


class TestPage:
    def test_a_builder_runs_them_and_sees_them(self, check, client_of, kommo):
        builder = client_of("builder")
        assert builder.post(f"{PAGE}/start")["Location"] == PAGE
        assert 'hx-trigger="every 1s"' in builder.get(PAGE).content.decode()
        run_due_jobs()
        page = builder.get(PAGE).content.decode()
        assert "hx-trigger" not in page
        assert "Works, for the account" in page
        assert builder.get(f"{PAGE}/progress")["HX-Refresh"] == "true"

    def test_a_note_needs_its_lead(self, connection, client_of):
        page = client_of("builder").post(f"{PAGE}/start", {"write_note": "on"})
        assert "Say on which lead" in page.content.decode()
        assert not CheckRun.objects.exists()

    def test_the_lead_must_exist(self, connected, client_of):
        page = client_of("builder").post(f"{PAGE}/start", {"write_note": "on", "lead": "30999999"})
        assert "There is no lead with this number." in page.content.decode()
        assert not CheckRun.objects.exists()

    def test_while_kommo_does_not_tell_of_the_lead_the_checks_say_why(self, connected, client_of, kommo):
        kommo.fail("/api/v4/leads", status=500, times=9)
        client_of("builder").post(f"{PAGE}/start", {"write_note": "on", "lead": "30999999"})
        assert CheckRun.objects.get().lead_id == 30999999

    def test_after_a_disconnect_the_results_are_of_the_past(self, connection, client_of):
        connection.check_runs.create(
            state="done", results=[{"check": "token", "outcome": "ok", "code": "token_good", "facts": {"account": "x"}}]
        )
        Connection.objects.update(status="disconnected")
        page = client_of("viewer").get(PAGE).content.decode()
        assert "From before the disconnect" in page
        assert "chip--ok" not in page

    def test_a_viewer_looks_only(self, connection, client_of):
        viewer = client_of("viewer")
        assert "Run checks" not in viewer.get(PAGE).content.decode()
        assert viewer.post(f"{PAGE}/start").status_code == 403

    def test_without_a_connection_it_leads_to_the_overview(self, tenant, client_of):
        viewer = client_of("viewer")
        for path in ("diagnostics", "webhooks", "permissions", "log"):
            assert viewer.get(f"/manage/alpha/integrations/kommo/{path}").status_code == 302

    def test_an_interrupted_run_says_so(self, connection, client_of):
        connection.check_runs.create(state="failed")
        assert "interrupted" in client_of("viewer").get(PAGE).content.decode()
