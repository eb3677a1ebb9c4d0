"""`python -m kommo_standin --port 8070 [--host 127.0.0.1] [--data DIR] [--clock-speed 1]`"""

import argparse
import os
import signal
from pathlib import Path
from threading import Event

from kommo_standin.server import StandIn


def main() -> None:
    parser = argparse.ArgumentParser(prog="kommo_standin", description="A Kommo on localhost.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("KOMMO_STANDIN_PORT", "8070")))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=os.environ.get("KOMMO_STANDIN_DATA") or None)
    parser.add_argument(
        "--clock-speed", type=float, default=1.0, help="divides the times between attempts of a webhook"
    )
    options = parser.parse_args()

    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    data = Path(options.data) if options.data else None
    with StandIn(port=options.port, host=options.host, data=data, clock_speed=options.clock_speed) as kommo:
        print(f"Kommo stand-in: {kommo.url}", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
