"""The limit as Kommo counts it: many processes at once, counted by the stand-in."""

import json
import subprocess
import sys
from bisect import bisect_left

import pytest
from django.conf import settings

from tests.play import Play

PROCESSES = 20
SECONDS = 10.0
LIMIT = 7
COUNTED = 1.0


def most_in_a_second(times: list[float]) -> int:
    """Over every window of one second that begins with a request."""
    return max(bisect_left(times, start + COUNTED) - index for index, start in enumerate(times))


@pytest.fixture
def strict(kommo: Play) -> Play:
    """Kommo with its real limits."""
    kommo.post("settings", {"rate_limit": LIMIT, "account_rate_limit": 50})
    return kommo


def test_rl_01_twenty_processes_use_the_limit_and_never_exceed_it(strict: Play) -> None:
    token = strict.post("token", {"account": "shop"})["access_token"]
    arguments = [strict.url, token, settings.REDIS_URL, str(PROCESSES), str(SECONDS)]
    run = subprocess.run(
        [sys.executable, "-m", "tests.crm_kommo.many_clients", *arguments], capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["failed"] == 0, run.stderr

    calls = strict.calls("GET /api/v4/account")
    times = sorted(call["arrived"] for call in calls)
    used = (len(times) - 1) / ((times[-1] - times[0]) * LIMIT)
    assert {call["status"] for call in calls} == {200}
    assert most_in_a_second(times) <= LIMIT
    assert used >= 0.9, f"{used:.0%} of the limit used"
