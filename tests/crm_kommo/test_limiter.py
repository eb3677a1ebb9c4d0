import threading
import time
import uuid
from typing import Any

import pytest
from django.conf import settings

from crm_kommo.client.errors import RateLimited
from crm_kommo.client.limiter import FIRST_PAUSE, PROBE_AFTER, Lane, Limiter

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def bucket() -> str:
    return f"{uuid.uuid4()}.kommo.com"


def limiter(*, per_second: float = 40, redis_url: str | None = None, **options: Any) -> Limiter:
    return Limiter(per_second=per_second, redis_url=redis_url or settings.REDIS_URL, **options)


@pytest.fixture
def egress() -> str:
    """An address of our own: what is learned about it stays within its test."""
    return str(uuid.uuid4())


def most_in_a_second(times: list[float]) -> int:
    times = sorted(times)
    return max(sum(1 for other in times if start <= other < start + 1) for start in times)


@pytest.mark.alone
class TestRate:
    def test_several_processes_share_one_bucket(self, bucket) -> None:
        """Each thread has a limiter of its own, as each process has."""
        times: list[float] = []

        def work() -> None:
            own = limiter()
            for _call in range(15):
                own.settle(own.acquire(bucket, within=10))
                times.append(time.monotonic())

        threads = [threading.Thread(target=work) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert most_in_a_second(times) <= 40
        assert len(times) / (max(times) - min(times)) > 0.9 * 40 * 0.9

    def test_tn_01_accounts_do_not_wait_for_each_other(self, bucket) -> None:
        own = limiter(per_second=1)
        own.acquire(bucket, within=5)
        began = time.monotonic()
        own.acquire("other-" + bucket, within=5)

        assert time.monotonic() - began < 0.5

    def test_it_does_not_wait_longer_than_the_caller_will(self, bucket) -> None:
        own = limiter(per_second=1)
        own.acquire(bucket, within=0)
        with pytest.raises(RateLimited) as caught:
            own.acquire(bucket, within=0.1)

        assert 0.5 < caught.value.retry_after < 1.1


class TestPause:
    def test_it_holds_everybody(self, bucket) -> None:
        limiter().pause(bucket, seconds=30)

        with pytest.raises(RateLimited) as caught:
            limiter().acquire(bucket, within=1)
        assert caught.value.retry_after > 28

    def test_it_holds_also_those_who_sleep_already(self, bucket) -> None:
        own = limiter(per_second=2)
        own.acquire(bucket, within=0)
        sleeper: list[Exception] = []

        def wait() -> None:
            try:
                limiter(per_second=2).acquire(bucket, within=2)
            except RateLimited as error:
                sleeper.append(error)

        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.1)
        own.pause(bucket, seconds=30)
        thread.join()

        assert len(sleeper) == 1

    @pytest.mark.alone
    def test_it_ends(self, bucket) -> None:
        own = limiter()
        own.pause(bucket, seconds=0.2)
        began = time.monotonic()
        own.acquire(bucket, within=2)

        assert 0.1 < time.monotonic() - began < 1

    def test_a_shorter_one_does_not_cut_a_longer_one(self, bucket) -> None:
        own = limiter()
        own.pause(bucket, seconds=30)
        own.pause(bucket, seconds=1)

        with pytest.raises(RateLimited) as caught:
            own.acquire(bucket, within=2)
        assert caught.value.retry_after > 28

    def test_rl_02_one_that_is_not_said_grows_with_each(self, bucket) -> None:
        own = limiter()
        seconds = [own.pause(bucket, seconds=None) for _again in range(7)]

        assert seconds == [FIRST_PAUSE, 20, 40, 80, 160, 300, 300]


@pytest.mark.alone
class TestUnderWay:
    def test_a_call_without_an_answer_keeps_its_place(self, bucket) -> None:
        """It may be counted by Kommo as late as its answer comes, so nobody takes its place before."""
        own = limiter(per_second=2)
        calls = [own.acquire(bucket, within=5) for _number in range(2)]
        with pytest.raises(RateLimited):
            own.acquire(bucket, within=1.5)
        for call in calls:
            own.settle(call)
        own.acquire(bucket, within=3)


@pytest.mark.alone
class TestLanes:
    def test_the_background_leaves_room_for_live_answers(self, bucket) -> None:
        """Twelve callers of the background wait; who answers a person is let through long before their end."""
        done: list[float] = []

        def work() -> None:
            own = limiter(per_second=14, background_per_second=10)
            for _call in range(3):
                own.settle(own.acquire(bucket, within=20, lane=Lane.BACKGROUND))
                done.append(time.monotonic())

        threads = [threading.Thread(target=work) for _number in range(12)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        waits = [_seconds_to_acquire(limiter(per_second=14), bucket) for _call in range(6)]
        for thread in threads:
            thread.join()

        assert len(done) / (max(done) - min(done)) <= 10.5
        assert max(waits) < 1


class TestBan:
    def test_rl_03_a_block_stops_everybody_on_the_address(self, bucket, egress) -> None:
        limiter(egress=egress).ban(bucket, seconds=300)

        with pytest.raises(RateLimited) as caught:
            limiter(egress=egress).acquire("other-" + bucket, within=1)
        assert 1 < caught.value.retry_after <= PROBE_AFTER
        limiter(egress="another").acquire("other-" + bucket, within=1)

    def test_rl_03_a_second_blocked_account_means_the_address_for_long(self, bucket, egress) -> None:
        own = limiter(egress=egress)
        own.ban(bucket, seconds=300)
        own.ban("second-" + bucket, seconds=300)

        with pytest.raises(RateLimited) as caught:
            own.acquire("third-" + bucket, within=1)
        assert caught.value.retry_after > 290

    def test_tn_02_one_blocked_account_does_not_hold_the_others_for_long(self, bucket, egress) -> None:
        own = limiter(egress=egress)
        own.ban(bucket, seconds=300)
        own.redis.delete(own.keys(bucket).pause_of_all)  # as when the moment of caution is over
        own.acquire("other-" + bucket, within=0.5)

        with pytest.raises(RateLimited) as caught:
            own.acquire(bucket, within=0.5)
        assert caught.value.retry_after > 290


class TestWithoutRedis:
    @pytest.mark.alone
    def test_it_goes_on_alone_and_slower(self, bucket) -> None:
        own = limiter(redis_url=NOWHERE)
        times = []
        for _call in range(6):
            own.acquire(bucket, within=10)
            times.append(time.monotonic())

        assert 0.4 < times[-1] - times[0] < 2

    def test_a_pause_holds_there_too(self, bucket) -> None:
        own = limiter(redis_url=NOWHERE)
        own.pause(bucket, seconds=30)

        with pytest.raises(RateLimited):
            own.acquire(bucket, within=1)


def _seconds_to_acquire(own: Limiter, bucket: str) -> float:
    began = time.monotonic()
    call = own.acquire(bucket, within=10)
    waited = time.monotonic() - began
    own.settle(call)
    return waited
