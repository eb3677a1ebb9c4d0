"""Little servers of tests, each in a thread of the test's own process."""

from socketserver import BaseServer
from threading import Thread

# So often a server looks whether it shall end, and `shutdown()` waits for that: with Python's own half a second, every
# test that has a server would end so much later.
LOOKS_EVERY_SECONDS = 0.02


def serve(server: BaseServer) -> Thread:
    """Answer until `server.shutdown()`."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": LOOKS_EVERY_SECONDS}, daemon=True)
    thread.start()
    return thread
