"""`make run`: everything that the product needs, started in order, watched, and stopped together."""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from config.embedded import EmbeddedPostgres, EmbeddedValkey
from config.local_secrets import local_secrets
from config.paths import ROOT, data_dir
from config.supervisor import Supervisor

WEB_READY_SECONDS = 60
DEMO_EMAIL = "demo@leadwright.test"
DEMO_PASSWORD = "demo-sever-2026"  # noqa: S105  the demo's own, printed on the console


def main() -> int:
    """Start, say where things are, and wait for Ctrl-C. 1 when something could not be started."""
    web_port = int(os.environ.get("WEB_PORT", "8000"))
    standin_port = int(os.environ.get("KOMMO_STANDIN_PORT", "8070"))
    for name, port in (("WEB_PORT", web_port), ("KOMMO_STANDIN_PORT", standin_port)):
        if not _port_is_free(port):
            say(f"Port {port} is taken. Stop what uses it, or choose another one: {name}={port + 100} make run")
            return 1
    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        say(f"{folder} belongs to somebody else. Choose another folder: LEADWRIGHT_DATA=… make run")
        return 1
    lock = (folder / "run.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(f"It runs already, with the data in {folder}. Stop it first, or give this one a folder: LEADWRIGHT_DATA=…")
        return 1
    with lock, Supervisor(log_folder=folder / "logs") as supervisor:
        try:
            return _run(supervisor, folder, web_port, standin_port)
        except RuntimeError as error:
            say(f"\nCould not start: {error}")
            return 1
        except KeyboardInterrupt:
            return 130


def _run(supervisor: Supervisor, folder: Path, web_port: int, standin_port: int) -> int:
    began = time.monotonic()
    environment = _environment(folder, web_port, standin_port)
    secrets = local_secrets(folder)
    if not os.environ.get("DATABASE_URL"):
        say("• PostgreSQL with pgvector")
        postgres = EmbeddedPostgres(folder=folder, password=secrets["POSTGRES_PASSWORD"])
        supervisor.serve(postgres)
        environment["DATABASE_URL"] = postgres.url
    if not os.environ.get("REDIS_URL"):
        say("• Valkey, the broker")
        valkey = EmbeddedValkey(folder=folder)
        supervisor.serve(valkey)
        environment["REDIS_URL"] = valkey.url
    _remember(folder, environment)
    environment = {**os.environ, **environment}

    say(f"• Stand-in Kommo on port {standin_port}")
    supervisor.start(
        "standin",
        [sys.executable, "-m", "kommo_standin", "--port", str(standin_port), "--data", str(folder / "kommo")],
        environment,
    )
    say("• Tables and translations")
    supervisor.finish("setup", [sys.executable, "manage.py", "setup"], environment)
    say("• Workers and clock")
    celery = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--loglevel", "WARNING"]
    without_chatter = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    live = ["-n", "live@%h", "-Q", "chats,turns,outbox,events", "-c", "3"]
    bulk = ["-n", "bulk@%h", "-Q", "mail,sync,index", "-c", "2"]
    supervisor.start("worker-live", [*celery, *without_chatter, *live], environment)
    supervisor.start("worker-bulk", [*celery, *without_chatter, *bulk], environment)
    supervisor.start("clock", [sys.executable, "manage.py", "clock"], environment)
    say("• Demo workspace")
    supervisor.finish("demo", [sys.executable, "manage.py", "demo"], environment)
    say("• Web")
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{web_port}", "--preload"]
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--log-level", "warning"]
    supervisor.start("web", [*gunicorn, *threads], environment)
    _wait_until_healthy(f"http://127.0.0.1:{web_port}/health", supervisor)
    _say_where(web_port, standin_port, folder, time.monotonic() - began)
    return supervisor.watch()


def _environment(folder: Path, web_port: int, standin_port: int) -> dict[str, str]:
    """What the product's processes need to find each other. What is set already holds; OUTSIDE_ALLOWED is added to."""
    standin = f"127.0.0.1:{standin_port}"
    wanted = {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "LEADWRIGHT_DATA": str(folder),
        "PUBLIC_URL": f"http://127.0.0.1:{web_port}",
        "OUTSIDE_ALLOWED": standin,
        "KOMMO_OAUTH_URL": f"http://{standin}/oauth",
        "KOMMO_CLIENT_ID": "11111111-2222-4333-8444-555555555555",
        "KOMMO_CLIENT_SECRET": "standin-secret",
        "KOMMO_REDIRECT_URI": f"http://127.0.0.1:{web_port}/api/integrations/kommo/oauth/callback",
        "KOMMO_STANDIN_URL": f"http://{standin}",
        "KOMMO_STANDIN_REDIRECT_URI": f"http://127.0.0.1:{web_port}/api/integrations/kommo/oauth/callback",
        "DEMO_EMAIL": DEMO_EMAIL,
        "DEMO_PASSWORD": DEMO_PASSWORD,
        # One thread a process for the embedding model: its thread pool does not survive a fork.
        "OMP_NUM_THREADS": "1",
    }
    found = {name: os.environ[name] for name in wanted if os.environ.get(name)}
    if extra := os.environ.get("OUTSIDE_ALLOWED"):
        found["OUTSIDE_ALLOWED"] = f"{standin},{extra}"
    return {**wanted, **found}


def _remember(folder: Path, environment: dict[str, str]) -> None:
    """So that `manage.py` in another window finds the same servers."""
    lines = [f"{name}={value}" for name, value in environment.items()]
    remembered = folder / "run.env"
    remembered.touch(0o600)
    remembered.write_text("\n".join(lines) + "\n")


def _port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait_until_healthy(url: str, supervisor: Supervisor) -> None:
    until = time.monotonic() + WEB_READY_SECONDS
    while time.monotonic() < until:
        supervisor.check()
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer within {WEB_READY_SECONDS} seconds; see the logs")


def _say_where(web_port: int, standin_port: int, folder: Path, seconds: float) -> None:
    mail = "" if os.environ.get("EMAIL_URL") else f"\n  Mails that would be sent  http://127.0.0.1:{web_port}/dev/mail"
    say(
        f"""
Ready after {seconds:.0f} seconds.

  Leadwright                http://127.0.0.1:{web_port}/
  Log in                    {DEMO_EMAIL} · {DEMO_PASSWORD}
  Play the customer         http://127.0.0.1:{standin_port}/{mail}
  Django admin              http://127.0.0.1:{web_port}/admin/  (the same login)
  Logs and data             {folder}

Try: open “Play the customer”, pick a lead, ask “Сколько стоит доставка?” and watch the agent answer.
Ctrl-C stops everything."""
    )


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    # Both end it alike, also where a shell started it in the background with Ctrl-C ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    sys.exit(main())
