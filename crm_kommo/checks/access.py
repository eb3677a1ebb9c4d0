"""Does our access work, and what can be read with it?"""

from crm_kommo.checks.result import Outcome, Result, failed
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.models import CheckRun


def check_token(kommo: KommoClient, run: CheckRun) -> Result:
    """The token is good, and is this account's. Renews it when it is due."""
    try:
        account = kommo.account.get()
    except errors.KommoError as error:
        return failed(error)
    if account.id != run.connection.account_id:
        return Result(Outcome.BAD, "token_other_account", {"account": account.name})
    return Result(Outcome.OK, "token_good", {"account": account.name})


def check_reading(kommo: KommoClient, run: CheckRun) -> Result:
    try:
        pipelines = kommo.pipelines.all()
    except errors.KommoError as error:
        return failed(error)
    return Result(Outcome.OK, "reading_works", {"count": len(pipelines)})


def check_administrator(kommo: KommoClient, run: CheckRun) -> Result:
    """Only a grant of an administrator lists the users; without it the rest works all the same."""
    try:
        users = kommo.users.all()
    except errors.Forbidden as error:
        return failed(error, outcome=Outcome.WARN)
    except errors.KommoError as error:
        return failed(error)
    return Result(Outcome.OK, "administrator", {"count": len(users)})
