"""Where answers recorded from live accounts and from Kommo's documentation lie, if they are on this machine.

LEADWRIGHT_FIXTURES names the folder; else it is looked for in a folder named "shared" beside the repository. The tests
that read it say so when it is not there; nothing else needs it.
"""

import os
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "kommo" / "fixtures"
RECORDED = Path(os.environ.get("LEADWRIGHT_FIXTURES") or BESIDE)
