"""What can be read in one go, and how it is kept: the pieces of which a sync consists."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crm_kommo.client.kommo import KommoClient
from crm_kommo.models import Connection
from crm_kommo.sync.progress import Progress


@dataclass(frozen=True, slots=True)
class Reading:
    """One list of Kommo's.

    `read` asks for it, in a thread without a database, and yields it in portions; `keep` brings the mirror in line
    with a portion, in the run's own thread, and names what is to be read because of it. `then` is read when all of it
    is kept. `what` is a SyncRun.What.
    """

    what: str
    read: Callable[[KommoClient], Iterator[Any]]
    keep: "Callable[[Any, Connection, Progress], Iterable[Reading]]"
    then: "tuple[Reading, ...]" = ()
