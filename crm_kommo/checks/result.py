from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.failures import failure_of
from crm_kommo.models import CheckRun


class Outcome(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    SKIPPED = "off"


@dataclass(frozen=True)
class Result:
    """`code` names the words (crm_kommo.checks.words), `facts` are put into them: JSON values only."""

    outcome: Outcome
    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


Check = Callable[[KommoClient, CheckRun], Result]


def failed(error: errors.KommoError, *, outcome: Outcome = Outcome.BAD) -> Result:
    """A call that a check needed did not work; the words are those of the failure."""
    return Result(outcome, "call_failed", {"failure": failure_of(error).value})
