"""Numbers that older parts of Kommo answer with, and what they mean."""

import re
from typing import Any

MEANINGS = {
    101: "The account does not exist.",
    110: "User name or password is wrong.",
    111: "The user is locked after too many attempts.",
    112: "The user is switched off.",
    113: "The account takes no calls from this address.",
    244: "The user may not do this, or the account's plan has ended.",
    330: "The lead or contact has too many links.",
    2002: "There is nothing of the kind.",
}
# As a sentence of the detail, in any of the platform's languages: "Error code 244. …".
SPOKEN = re.compile(r"(?:error code|код ошибки|código de error|código de erro)\D{0,3}(\d{3,4})", re.IGNORECASE)


def legacy_code(problem: dict[str, Any]) -> int | None:
    """The known number in an answer, from the members where it was seen."""
    response = problem.get("response")
    places = (problem, response if isinstance(response, dict) else {})
    said = [place.get(name) for place in places for name in ("error_code", "code")]
    spoken = SPOKEN.search(str(problem.get("detail") or ""))
    found = [int(str(code)) for code in (*said, spoken and spoken[1]) if code and str(code).isdecimal()]
    return next((code for code in found if code in MEANINGS), None)
