"""Many processes that call one account through the client, each as fast as it is let: a program of its own.

`python -m tests.crm_kommo.many_clients BASE_URL TOKEN REDIS_URL PROCESSES SECONDS`; its last line is JSON: the errors.
"""

import json
import os
import sys
import time

from crm_kommo.client.errors import KommoError
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import Limiter

PER_SECOND = 7


class OneToken:
    """An `Access` whose token is never renewed: another try gets the same."""

    base_url = ""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self, *, within: float) -> str:
        return self._token

    def renewed(self, *, refused: str, within: float) -> str:
        return self._token

    def located(self, *, within: float) -> bool:
        return False

    def observe(self, failure: KommoError | None, *, method: str, path: str) -> None:
        """The log of the stand-in tells more."""


def call_until(ends: float, *, base_url: str, token: str, redis_url: str) -> None:
    limiter = Limiter(per_second=PER_SECOND, redis_url=redis_url)
    kommo = KommoClient(base_url=base_url, access=OneToken(token), limiter=limiter)
    while time.time() < ends:
        kommo.account.get()


def main(base_url: str, token: str, redis_url: str, processes: int, seconds: float) -> None:
    ends = time.time() + seconds
    children = []
    for _number in range(processes):
        child = os.fork()
        if child == 0:
            try:
                call_until(ends, base_url=base_url, token=token, redis_url=redis_url)
            except BaseException as error:  # whatever it is: the child must not go on as its parent
                os.write(2, repr(error).encode())
                os._exit(1)
            os._exit(0)
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    sys.stdout.write(json.dumps({"failed": failed}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5]))
