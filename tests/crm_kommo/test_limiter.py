import threading
import time
import uuid

import pytest
from django.conf import settings

from crm_kommo.client.errors import RateLimited
from crm_kommo.client.limiter import Limiter

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def bucket() -> str:
    return f"{uuid.uuid4()}.kommo.com"


def limiter(*, per_second: float = 40, redis_url: str | None = None) -> Limiter:
    return Limiter(per_second=per_second, redis_url=redis_url or settings.REDIS_URL)


def most_in_a_second(times: list[float]) -> int:
    times = sorted(times)
    return max(sum(1 for other in times if start <= other < start + 1) for start in times)


class TestRate:
    def test_several_processes_share_one_bucket(self, bucket) -> None:
        """Each thread has a limiter of its own, as each process has."""
        times: list[float] = []

        def work() -> None:
            own = limiter()
            for _call in range(15):
                own.acquire(bucket, within=10)
                times.append(time.monotonic())

        threads = [threading.Thread(target=work) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert most_in_a_second(times) <= 40
        assert len(times) / (max(times) - min(times)) > 0.9 * 40 * 0.9

    def test_accounts_do_not_wait_for_each_other(self, bucket) -> None:
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


class TestBan:
    def test_of_one_account_it_concerns_that_one(self, bucket) -> None:
        own = limiter()
        own.ban(bucket, seconds=1)
        own.acquire("other-" + bucket, within=0.5)

        with pytest.raises(RateLimited):
            own.acquire(bucket, within=0.5)

    def test_of_a_second_one_it_is_our_address_and_concerns_all(self, bucket) -> None:
        own = limiter()
        own.ban(bucket, seconds=1)
        own.ban("second-" + bucket, seconds=1)

        with pytest.raises(RateLimited):
            own.acquire("third-" + bucket, within=0.5)


class TestWithoutRedis:
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
