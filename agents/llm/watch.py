"""The time and the tokens of one request to a model, also of one that fails on the way."""

import time
from collections.abc import Callable

from agents.billing.attempts import Attempt, Status, Usage
from agents.llm.errors import ModelError, ModelRefused, ModelUnavailable
from agents.llm.said import Said


class Watch:
    """Begins when it is made. `asked`: all that the model is sent, for where it does not count by itself."""

    def __init__(self, model: str, *, asked: str) -> None:
        self._model, self._asked = model, asked
        self._began = time.monotonic()
        self._first: float | None = None
        self._said: Said | None = None

    def on_text(self, tell: Callable[[str], None]) -> Callable[[str], None]:
        """The same, with a look at the clock at the first word."""

        def told(text: str) -> None:
            self._first = self._first or time.monotonic()
            tell(text)

        return told

    def heard(self, said: Said) -> None:
        self._said = said

    def attempt(self, error: ModelError | None = None) -> Attempt:
        return Attempt(
            model=self._model,
            status=_status(error),
            usage=self._said.usage_or(self._asked) if self._said else Usage(),
            took_ms=self._ms(time.monotonic()),
            first_ms=None if self._first is None else self._ms(self._first),
            error="" if error is None else str(error),
        )

    def _ms(self, at: float) -> int:
        return round((at - self._began) * 1000)


def _status(error: ModelError | None) -> Status:
    if error is None:
        return Status.OK
    if isinstance(error, ModelUnavailable):
        return Status.AWAY
    return Status.REFUSED if isinstance(error, ModelRefused) else Status.UNUSABLE
