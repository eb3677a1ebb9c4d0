"""A server that answers with one recorded body, so that it comes to the client the way Kommo's answers come."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.serving import serve

KOMMO_HOSTS = re.compile(r"https?://[\w.-]+\.(?:amocrm\.(?:ru|com)|kommo\.com)")


class RecordedServer:
    """Answers with the body once and is empty afterwards, as the page behind the last one."""

    def __init__(self) -> None:
        self._body = b""
        recorded = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                body = recorded.answer_to(self.path)
                self.send_response(200 if body else 204)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PATCH = do_DELETE = answer

            def log_message(self, *_args: Any) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.host}"
        serve(self._server)

    def record(self, body: Any) -> None:
        """Kommo's hosts in it become this one, so that its links can be followed."""
        self._body = KOMMO_HOSTS.sub(self.url, json.dumps(body)).encode()

    def answer_to(self, address: str) -> bytes:
        if "with=drive_url" in address:
            return json.dumps({"id": 1, "drive_url": self.url}).encode()
        body, self._body = self._body, b""
        return body

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
