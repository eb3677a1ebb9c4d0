"""A busy account: changes made in the stand-in, the hooks that it sends about them caught, shuffled and sent by us."""

import http.client
import random
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from kommo_standin.crm.contacts import contact_create, contact_update
from kommo_standin.crm.leads import lead_create, lead_delete, lead_restore, lead_update
from kommo_standin.crm.messages import bot, message_receive, message_send
from kommo_standin.crm.talks import talk_close, talk_in_work, talk_open
from kommo_standin.hooks.subscriptions import KIND
from kommo_standin.kommo import Kommo
from tests.serving import serve

SENDERS = 8


class Recorder:
    """A destination of webhooks that keeps the bodies."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        keep = self.bodies.append

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                keep(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                """Nothing on the test's terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        serve(self._server)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class BusyAccount:
    """Leads with a contact and a talk each, made and changed at random in the first account of the stand-in."""

    def __init__(self, kommo: Kommo, *, leads: int, seed: int) -> None:
        self._kommo, self._random = kommo, random.Random(seed)
        self.account = kommo.accounts()[0]
        self._pipeline = self.account.all("pipelines")[0]
        self.leads: list[dict] = []
        with kommo.transaction():
            for number in range(leads):
                self._make(number)

    def live(self, changes: int) -> None:
        for number in range(changes):
            with self._kommo.transaction():
                self._random.choices(
                    [self._edit, self._move, self._say, self._answer, self._close, self._bin, self._rename],
                    weights=[22, 14, 34, 10, 4, 6, 10],
                )[0](self._random.choice(self.leads), number)

    def _make(self, number: int) -> None:
        contact = contact_create(account=self.account, values={"name": f"Person {number}"}, by=0)
        values = {"name": f"Flood {number}", "contacts": [{"id": contact["id"], "is_main": True}]}
        lead = lead_create(account=self.account, values=values, by=0)
        talk_open(account=self.account, contact_id=contact["id"], lead_id=lead["id"], origin="waba", source_id=None)
        self.leads.append(lead)

    def _edit(self, lead: dict, number: int) -> None:
        values = {"name": f"Edited {number}", "price": number, "tags": self._random.choice([[], [{"name": "vip"}]])}
        lead_update(account=self.account, lead=lead, values=values, by=0)

    def _move(self, lead: dict, number: int) -> None:
        stage = self._random.choice([142, 143, *(stage["id"] for stage in self._pipeline["statuses"])])
        lead_update(account=self.account, lead=lead, values={"status_id": stage}, by=0)

    def _say(self, lead: dict, number: int) -> None:
        message_receive(account=self.account, talk=self._talk(lead), text=f"Question {number}")

    def _answer(self, lead: dict, number: int) -> None:
        author = bot(self.account, "Salesbot")
        message_send(account=self.account, talk=self._talk(lead), text=f"Answer {number}", author=author)

    def _close(self, lead: dict, number: int) -> None:
        talk_close(account=self.account, talk=self._talk(lead), by=0)

    def _bin(self, lead: dict, number: int) -> None:
        (lead_restore if lead["is_deleted"] else lead_delete)(account=self.account, lead=lead, by=0)

    def _rename(self, lead: dict, number: int) -> None:
        contact = self.account.get("contacts", lead["contacts"][0]["id"])
        contact_update(account=self.account, contact=contact, values={"name": f"Renamed {number}"}, by=0)

    def _talk(self, lead: dict) -> dict:
        last = [talk for talk in self.account.all("talks") if talk["entity_id"] == lead["id"]][-1]
        return talk_in_work(account=self.account, talk=last)


class Redirected:
    """Within it, the account's hooks go to the recorder instead of to us; `destination` is where they went before."""

    def __init__(self, kommo: Kommo, recorder: Recorder) -> None:
        self._kommo, self._recorder = kommo, recorder
        self._account = kommo.accounts()[0]
        (self._hook,) = self._account.all(KIND)
        self.destination = self._hook["destination"]

    def __enter__(self) -> "Redirected":
        self._point(self._recorder.url)
        return self

    def __exit__(self, *_error: object) -> None:
        self._point(self.destination)

    def _point(self, url: str) -> None:
        with self._kommo.transaction():
            self._hook["destination"] = url
            self._account.put(KIND, self._hook["id"], self._hook)


def send(bodies: list[bytes], *, url: str) -> None:
    """Post the bodies, several at a time, each until it is taken, as Kommo does."""
    share = [bodies[start::SENDERS] for start in range(SENDERS)]
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(lambda mine: _send_all(mine, url), share))


def _send_all(bodies: list[bytes], url: str) -> None:
    where = urlsplit(url)
    for body in bodies:
        for _attempt in range(5):
            line = http.client.HTTPConnection(where.netloc, timeout=10)
            try:
                line.request("POST", where.path, body, {"Content-Type": "application/x-www-form-urlencoded"})
                if line.getresponse().status == 200:
                    break
            except OSError:
                continue  # not answered in time: Kommo would repeat it too
            finally:
                line.close()
        else:
            raise AssertionError("a hook was refused five times")
