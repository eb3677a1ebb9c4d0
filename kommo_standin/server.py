"""The stand-in as a server: waitress in a thread, for the command line and for tests.

with StandIn(port=0) as kommo:
    requests.get(kommo.url + "/health")
"""

from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from waitress.server import create_server

from kommo_standin.app import create_app
from kommo_standin.kommo import Kommo
from kommo_standin.settings import Settings
from kommo_standin.weather import HangUp

THREADS = 24


class StandIn:
    """A Kommo on a socket. `port=0` takes a free one; `data` is the directory where state survives."""

    def __init__(
        self, *, port: int = 0, host: str = "127.0.0.1", data: Path | None = None, clock_speed: float = 1.0
    ) -> None:
        self.kommo = Kommo(data=data, settings=Settings(clock_speed=clock_speed))
        self._server = create_server(
            HangUp(create_app(self.kommo)), host=host, port=port, threads=THREADS, ident="kommo-standin"
        )
        self.host = host
        self.port = int(self._server.effective_port)
        self.kommo.move_to(self.url)
        self._is_stopping = False
        self._thread = Thread(target=self._serve, name="kommo-standin", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def start(self) -> Self:
        self.kommo.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop listening, let the requests under way end, send nothing more, close the store."""
        self.kommo.stopping.set()
        self._is_stopping = True
        self._server.pull_trigger()
        self._thread.join()
        self.kommo.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        """Waitress' own loop with an end: each round is one poll, and the sockets are closed by the polling thread."""
        server = self._server
        while not self._is_stopping:
            server.asyncore.loop(timeout=1, map=server._map, use_poll=server.adj.asyncore_use_poll, count=1)
        server.task_dispatcher.shutdown(cancel_pending=True, timeout=2)
        server.asyncore.close_all(server._map)
