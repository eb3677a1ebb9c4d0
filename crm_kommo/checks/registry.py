"""The checks, in the order in which they are made: the first shows why the next ones fail."""

from crm_kommo.checks.access import check_administrator, check_reading, check_token
from crm_kommo.checks.limits import check_clock, check_headroom
from crm_kommo.checks.result import Check
from crm_kommo.checks.webhook import check_reachable, check_subscription
from crm_kommo.checks.writing import check_note, check_sending

CHECKS: dict[str, Check] = {
    "token": check_token,
    "clock": check_clock,
    "reading": check_reading,
    "administrator": check_administrator,
    "subscription": check_subscription,
    "reachable": check_reachable,
    "note": check_note,
    "sending": check_sending,
    "headroom": check_headroom,
}
