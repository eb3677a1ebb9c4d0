"""Questions that a lower app asks, and that upper ones answer: imports point down, so the asker knows no answerer.

The app that asks defines a Question; those above register an answer in their `apps.py: ready()`.
"""

from collections.abc import Callable, Iterable
from typing import Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Question(Generic[Asked, Answer]):
    """`question.ask(…)` is the answers of all who registered, one after the other; none, when nobody did."""

    def __init__(self) -> None:
        self._answers: list[Callable[Asked, Iterable[Answer]]] = []

    def answered_by(self, answer: Callable[Asked, Iterable[Answer]]) -> Callable[Asked, Iterable[Answer]]:
        """Register an answer; asked again (as by a reloading server), it is still one."""
        if answer not in self._answers:
            self._answers.append(answer)
        return answer

    def ask(self, *args: Asked.args, **kwargs: Asked.kwargs) -> list[Answer]:
        return [item for answer in self._answers for item in answer(*args, **kwargs)]
