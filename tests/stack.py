"""The whole product as its own processes: web, worker, clock, on a database of its own, talking to a stand-in Kommo."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis
import requests

from config.embedded.process import die_with_parent, free_port
from config.launch import DEMO_EMAIL, DEMO_PASSWORD
from config.paths import ROOT
from kommo_standin.server import StandIn

QUEUES = "chats,turns,outbox,events,mail,sync,index"
START_SECONDS = 90


class Stack:
    """`start()` ends with the demo workspace ready. Every process is a session, so that it can be killed whole."""

    email, password = DEMO_EMAIL, DEMO_PASSWORD

    def __init__(self, *, folder: Path, kommo: StandIn, database: str) -> None:
        self._folder = folder
        self._children: dict[str, subprocess.Popen] = {}
        self.kommo = kommo
        self.port = free_port()
        # Where a test may let a mail server listen.
        self.mail_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
        self.database_url = f"{server}/{database}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        # Another database of the same broker: FLUSHALL empties it too, and nothing else runs meanwhile.
        self.redis_url = os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/1"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "LEADWRIGHT_DATA": str(folder),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "PUBLIC_URL": self.url,
            "OUTSIDE_ALLOWED": f"{urlsplit(kommo.url).netloc},127.0.0.1:{self.mail_port}",
            "KOMMO_OAUTH_URL": f"{kommo.url}/oauth",
            "KOMMO_CLIENT_ID": "11111111-2222-4333-8444-555555555555",
            "KOMMO_CLIENT_SECRET": "standin-secret",
            "KOMMO_STANDIN_URL": kommo.url,
            "DEMO_EMAIL": DEMO_EMAIL,
            "DEMO_PASSWORD": DEMO_PASSWORD,
            "TURN_WAIT_SECONDS": "0.5",
            "LOG_LEVEL": "INFO",
        }

    def start(self) -> None:
        self.play(
            "integrations",
            client_id=self.environment["KOMMO_CLIENT_ID"],
            client_secret=self.environment["KOMMO_CLIENT_SECRET"],
            redirect_uri=f"{self.url}/api/integrations/kommo/oauth/callback",
            name="Leadwright",
        )
        self.manage("setup")
        self.start_web()
        self.start_worker()
        self.start_clock()
        self.manage("demo")
        self.wait(lambda: self._is_healthy(), "the web server")

    def stop(self) -> None:
        for name in reversed(list(self._children)):
            self.end(name)

    # --- processes

    def start_web(self) -> None:
        gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        self._start("web", [*gunicorn, "--worker-class", "gthread", "--threads", "8", "--log-level", "warning"])

    def start_worker(self, name: str = "worker") -> None:
        self._start(name, [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "-c", "2", "-Q", QUEUES])

    def start_crashing_worker(self, point: str) -> subprocess.Popen:
        """A worker that kills itself, as by kill -9, when it comes to `point` (tests/flows/crashing_worker.py)."""
        return self._start("crashing", [sys.executable, "-m", "tests.flows.crashing_worker", point, QUEUES])

    def start_clock(self) -> None:
        self._start("clock", [sys.executable, "manage.py", "clock"])

    def end(self, name: str) -> None:
        """End a process of ours by kill -9, with its children."""
        child = self._children.pop(name, None)
        if child is None:
            return
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def manage(self, *command: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            timeout=180, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}\n{self.logs()}"

    def logs(self, most: int = 3000) -> str:
        return "\n".join(f"== {log.name}\n{log.read_text()[-most:]}" for log in sorted(self._folder.glob("*.log")))

    # --- the stand-in, and what lies in our database

    def play(self, what: str, **body: object) -> dict:
        answer = requests.post(f"{self.kommo.url}/_play/{what}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def leads(self, **account: str) -> list[dict]:
        return requests.get(f"{self.kommo.url}/_play/leads", params=account, timeout=10).json()["leads"]

    def new_talk(self, name: str) -> dict:
        """A lead with a chat of its own, at a stage where the demo's agent answers."""
        first = self.leads()[0]
        return self.play(
            "leads", pipeline_id=first["pipeline_id"], status_id=first["status_id"], name=name, origin="waba",
            contact={"name": name},
        )  # fmt: skip

    def say(self, lead: dict, text: str) -> None:
        self.play("say", lead_id=lead["id"], talk_id=lead["talk_id"], text=text)

    def messages(self, lead: dict, **account: str) -> list[dict]:
        url = f"{self.kommo.url}/_play/talks/{lead['talk_id']}/messages"
        return requests.get(url, params=account, timeout=10).json()["messages"]

    def answers(self, lead: dict, **account: str) -> list[str]:
        return [message["text"] for message in self.messages(lead, **account) if message["type"] == "outgoing"]

    def rows(self, sql: str, *arguments: object) -> list[tuple]:
        """Rows of the demo's schema and of public."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            schema = connection.execute("SELECT schema_name FROM tenants_tenant WHERE slug = 'sever'").fetchone()[0]
            connection.execute(f'SET search_path = "{schema}", public')
            return connection.execute(sql, arguments).fetchall()

    def empty_broker(self) -> None:
        with redis.Redis.from_url(self.redis_url) as client:
            client.flushall()

    def wait(self, is_so: Callable[[], object], what: str, seconds: float = START_SECONDS) -> None:
        until = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < until, f"{what}: not after {seconds} s\n{self.logs()}"
            time.sleep(0.1)

    def _start(self, name: str, command: list[str]) -> subprocess.Popen:
        with (self._folder / f"{name}.log").open("ab") as log:
            child = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip
        self._children[name] = child
        return child

    def _is_healthy(self) -> bool:
        try:
            return requests.get(f"{self.url}/health", timeout=2).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False
