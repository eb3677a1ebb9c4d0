"""The server as a process: its state, its end."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
import requests

from kommo_standin.server import StandIn
from tests.kommo_standin.parties import Client, client_of, play


class TestState:
    def test_it_survives_a_restart(self, tmp_path: Path):
        with StandIn(data=tmp_path) as kommo:
            shop = client_of(kommo.url)
            lead = play(kommo.url, "leads", {"name": "Kept"})
            said = play(kommo.url, "say", {"lead_id": lead["id"], "text": "Remember me"})
            shop.call("POST", "webhooks", {"destination": "https://app.example/h", "settings": ["add_lead"]})
            play(kommo.url, "leads/30052001", {}, method="DELETE")

        with StandIn(data=tmp_path) as kommo:
            shop = Client(kommo.url, shop.token)
            assert shop.get(f"leads/{lead['id']}")["name"] == "Kept"
            assert shop.get(f"talks/{said['talk_id']}/messages")["_embedded"]["messages"][-1]["text"] == "Remember me"
            assert len(shop.get("webhooks")["_embedded"]["webhooks"]) == 1
            assert shop.call("GET", "leads/30052001").status_code == 204
            assert play(kommo.url, "leads", {"name": "Next"})["id"] == lead["id"] + 1

    def test_without_a_directory_it_forgets(self):
        with StandIn() as kommo:
            lead = play(kommo.url, "leads", {"name": "Gone"})
        with StandIn() as kommo:
            assert client_of(kommo.url).call("GET", f"leads/{lead['id']}").status_code == 204

    def test_reset_brings_the_seed_back(self, kommo: str):
        client = client_of(kommo)
        client.call("PATCH", "leads/30052001", {"name": "Spoilt"})
        client.call("POST", "webhooks", {"destination": "https://app.example/h", "settings": ["add_lead"]})
        play(kommo, "faults", {"status": 500})
        play(kommo, "reset", {})

        assert client.call("GET", "account").status_code == 401
        fresh = client_of(kommo)
        assert "Полярник" in fresh.get("leads/30052001")["name"]
        assert fresh.call("GET", "webhooks").status_code == 204


@pytest.mark.alone
class TestProcess:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_it_ends_promptly_and_well(self, tmp_path: Path, number: signal.Signals):
        environment = {**os.environ, "KOMMO_STANDIN_PORT": "0", "KOMMO_STANDIN_DATA": str(tmp_path)}
        process = subprocess.Popen(
            [sys.executable, "-m", "kommo_standin"], env=environment, stdout=subprocess.PIPE, text=True
        )
        url = process.stdout.readline().split()[-1]
        assert requests.get(f"{url}/health", timeout=10).status_code == 200
        play(url, "faults", {"delay": 60, "match": "/account"})
        slow = subprocess.Popen(
            [sys.executable, "-c", f"import urllib.request as u; u.urlopen('{url}/api/v4/account')"],
            stderr=subprocess.DEVNULL,
        )
        sleep(0.4)

        started = monotonic()
        process.send_signal(number)

        assert process.wait(timeout=10) == 0
        assert monotonic() - started < 4
        slow.wait(timeout=10)
        process.stdout.close()
