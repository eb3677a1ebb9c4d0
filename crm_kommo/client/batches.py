"""Writes of many items: split, and each item told what became of it.

Kommo checks a batch as a whole and knows no idempotency key. So what it refused or did not answer is never sent again
blindly: an update sets the same values twice without harm, but a creation is first looked for by a key of the caller's.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from crm_kommo.client import errors
from crm_kommo.client.transport import Transport

MOST = 250
ADVISED = 50
TOO_HEAVY = 504

Item = dict[str, Any]
# Given an item that may have been made: the id it has if it was, found by a tag, a field or a name of the caller's.
LookUp = Callable[[Item], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`id` when the item was written, else `error`; `answer` is Kommo's, for members beyond the id."""

    request_id: str
    id: int | None = None
    answer: Item = field(default_factory=dict)
    error: errors.KommoError | None = None


def create_batch(
    transport: Transport,
    path: str,
    *,
    member: str,
    items: Sequence[Item],
    size: int = ADVISED,
    look_up: LookUp | None = None,
) -> list[Outcome]:
    """POST. One outcome for each item, in their order. Raises nothing: also a refusal of all is each item's error."""
    return _Batch(transport, "POST", path, member=member, size=size, look_up=look_up).run(items)


def update_batch(
    transport: Transport, path: str, *, member: str, items: Sequence[Item], size: int = ADVISED
) -> list[Outcome]:
    """PATCH of items that each hold their `id`. Outcomes as of `create_batch`."""
    return _Batch(transport, "PATCH", path, member=member, size=size, look_up=None).run(items)


class _Batch:
    def __init__(
        self, transport: Transport, method: str, path: str, *, member: str, size: int, look_up: LookUp | None
    ) -> None:
        self._transport, self._method, self._path = transport, method, path
        self._member, self._size, self._look_up = member, min(size, MOST), look_up
        self._outcomes: dict[str, Outcome] = {}

    def run(self, items: Sequence[Item]) -> list[Outcome]:
        named = [{"request_id": str(index), **item} for index, item in enumerate(items)]
        waiting = deque(named[start : start + self._size] for start in range(0, len(named), self._size))
        while waiting:
            chunk = waiting.popleft()
            try:
                self._read(chunk, self._transport.send(self._method, self._path, json=chunk))
            except errors.Invalid as error:
                waiting.extendleft(self._without_refused(chunk, error))
            except errors.KommoError as error:
                if not error.handled_unknown:
                    self._fail([*chunk, *(item for later in waiting for item in later)], error)
                    break
                waiting.extendleft(self._after_silence(chunk, error))
        return [self._outcomes[item["request_id"]] for item in named]

    def _read(self, chunk: list[Item], answer: Any) -> None:
        """Answers name the item by `request_id` or, to an update, by the id alone."""
        by_id = {item.get("id"): item["request_id"] for item in chunk}
        for found in _answered(answer, self._member):
            request_id = _first(found.get("request_id")) or by_id.get(found.get("id"))
            if request_id is not None and isinstance(found.get("id"), int):
                self._outcomes[request_id] = Outcome(request_id=request_id, id=found["id"], answer=found)
        unnamed = [item for item in chunk if item["request_id"] not in self._outcomes]
        self._fail(unnamed, errors.UnreadableAnswer("The answer does not name this item."))

    def _without_refused(self, chunk: list[Item], error: errors.Invalid) -> list[list[Item]]:
        """Note the refused items; the others as chunks to send again, as far as that is safe."""
        problems = {item["request_id"]: _problems_of(place, chunk, error) for place, item in enumerate(chunk)}
        refused = [item for item in chunk if problems[item["request_id"]]]
        if not refused:
            self._fail(chunk, error)
            return []
        for item in refused:
            self._fail([item], errors.Invalid(error.detail, problems=problems[item["request_id"]]))
        good = [item for item in chunk if item not in refused]
        return self._sendable([good], errors.HeldBack("Other items of the batch were refused."))

    def _after_silence(self, chunk: list[Item], error: errors.KommoError) -> list[list[Item]]:
        """A batch that was too heavy is halved; of any other, only what can be found is known to be done."""
        if error.status == TOO_HEAVY and len(chunk) > 1:
            middle = len(chunk) // 2
            return self._sendable([chunk[:middle], chunk[middle:]], error)
        self._fail(self._not_found(chunk, error), error)
        return []

    def _sendable(self, chunks: list[list[Item]], error: errors.KommoError) -> list[list[Item]]:
        """What may be sent again, last chunk first. Creations only when it was looked whether they were made."""
        if self._method == "POST" and self._look_up is None:
            self._fail([item for chunk in chunks for item in chunk], error)
            return []
        left = [self._not_found(chunk, error) for chunk in chunks]
        return [chunk for chunk in reversed(left) if chunk]

    def _not_found(self, chunk: list[Item], error: errors.KommoError) -> list[Item]:
        """The items without those that were made all the same, and those of which that cannot be found out: `error`."""
        if self._look_up is None:
            return chunk
        for item in chunk:
            try:
                found = self._look_up(item)
            except errors.KommoError:
                # What kept us from looking says nothing about the write: its own error does.
                self._fail([item], error)
                continue
            if found is not None:
                self._outcomes[item["request_id"]] = Outcome(request_id=item["request_id"], id=found)
        return [item for item in chunk if item["request_id"] not in self._outcomes]

    def _fail(self, items: list[Item], error: errors.KommoError) -> None:
        for item in items:
            self._outcomes[item["request_id"]] = Outcome(request_id=item["request_id"], error=error)


def _problems_of(place: int, chunk: list[Item], error: errors.Invalid) -> tuple[errors.Problem, ...]:
    """Complaints name the item by our `request_id`, else by its place in the request; a single item needs no name."""
    known = {item["request_id"] for item in chunk}

    def is_meant(name: str) -> bool:
        if name in known:
            return name == chunk[place]["request_id"]
        return name == str(place) or (not name and len(chunk) == 1)

    return tuple(problem for problem in error.problems if is_meant(problem.request_id))


def _answered(answer: Any, member: str) -> list[Item]:
    """The items of a write's answer: a bare list, or what is embedded, which for customers is called `leads`."""
    if isinstance(answer, dict):
        container = answer.get("_embedded")
        lists = container if isinstance(container, dict) else {}
        answer = lists.get(member) or next((found for found in lists.values() if isinstance(found, list)), [])
    return [found for found in answer if isinstance(found, dict)] if isinstance(answer, list) else []


def _first(request_id: Any) -> str | None:
    """It comes back as a text or, from `leads/complex`, as a list of one."""
    given = request_id[0] if isinstance(request_id, list) and request_id else request_id
    return str(given) if isinstance(given, str | int) else None
