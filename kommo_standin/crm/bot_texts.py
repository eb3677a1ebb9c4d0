"""Placeholders in what a bot says or sends: `{{message_text}}`, `{{lead.id}}`, `{{lead.cf.7}}`, `{{json.message}}` …"""

import re
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.state import Document

PLACEHOLDER = re.compile(r"\{\{([\w.]+)\}\}")


def fill(text: str, *, account: Account, run: Document, json: dict[str, Any] | None = None) -> str:
    """A field of the lead that is empty becomes nothing; a placeholder that is not known stays as it is written."""
    lead = account.get("leads", run["lead_id"])
    contacts = lead["contacts"] if lead else []
    contact = account.get("contacts", contacts[0]["id"]) if contacts else None
    known = {
        "message_text": run["text"],
        "lead.id": str(run["lead_id"]),
        "lead.name": lead["name"] if lead else "",
        **{f"json.{name}": str(value) for name, value in (json or {}).items()},
    }
    if contact:
        known |= {"contact.id": str(contact["id"]), "contact.name": contact["name"]}

    def one(match: re.Match[str]) -> str:
        name = match[1]
        if lead and name.startswith("lead.cf."):
            values = lead["values"].get(name.removeprefix("lead.cf."), [])
            return str(values[0].get("value", "")) if values else ""
        return known.get(name, match[0])

    return PLACEHOLDER.sub(one, text)
