"""Bodies that Kommo really sent or documents, where they are at hand: nothing in one may be lost.

They lie beside the repository, or where LEADWRIGHT_FIXTURES says; without them these tests are reported as not run.
"""

import json
import os
from pathlib import Path

import pytest

from config.paths import ROOT
from crm_kommo.payloads import body_digest, parse
from crm_kommo.payloads.events import Unknown, Unreadable
from crm_kommo.payloads.form_data import read_form
from kommo_standin.hooks.form import encode_form

FOLDER = Path(os.environ.get("LEADWRIGHT_FIXTURES") or ROOT.parent / "shared" / "kommo" / "fixtures")
# Headers are no bodies.
FIXTURES = [path for path in sorted(FOLDER.glob("webhook-*")) if "headers" not in path.name]

pytestmark = pytest.mark.skipif(not FIXTURES, reason=f"not run: no fixtures in {FOLDER.name}")


def body_of(path: Path) -> bytes:
    if path.suffix == ".form":
        return path.read_bytes()
    return encode_form(json.loads(path.read_text())).encode()


def items_in(body: bytes) -> int:
    """Counted without the parser under test: the distinct `family[action][index]` of the keys, account aside."""
    form = read_form(body)
    form.pop("account", None)
    bare = form.pop("add", {})
    families = [actions for actions in form.values() if isinstance(actions, dict)]
    return len(bare) + sum(len(items) for actions in families for items in actions.values())


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
class TestHooks:
    def test_wh_01_every_item_becomes_an_event(self, path: Path) -> None:
        body = body_of(path)
        events = parse(body)

        assert len(events) == items_in(body) > 0
        assert not any(isinstance(event, Unreadable) for event in events)

    def test_wh_01_every_item_is_understood(self, path: Path) -> None:
        assert [event for event in parse(body_of(path)) if isinstance(event, Unknown)] == []

    def test_wh_03_its_identity_does_not_depend_on_the_order_of_keys(self, path: Path) -> None:
        fields = body_of(path).split(b"&")

        assert body_digest(b"&".join(fields)) == body_digest(b"&".join(reversed(fields)))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("salesbot-*")), ids=lambda path: path.name)
def test_a_salesbots_request_sent_to_the_wrong_door_is_kept_as_unknown(path: Path) -> None:
    events = parse(body_of(path))

    assert events
    assert all(isinstance(event, Unknown) for event in events)
