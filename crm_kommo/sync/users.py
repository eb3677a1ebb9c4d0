from collections.abc import Iterable, Iterator
from functools import partial

from django.db import transaction

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.users import User as ReadUser
from crm_kommo.models import Connection, KommoUser, SyncRun
from crm_kommo.sync.progress import Progress
from crm_kommo.sync.readings import Reading
from crm_kommo.sync.settings import MAX_NAME, match_rows


def read_users(kommo: KommoClient) -> Iterator[list[ReadUser]]:
    users = kommo.users.all()
    if not users:  # somebody gave us the grant: an empty list is a fault, and would mark everybody as gone
        raise UnreadableAnswer("The list of users is empty.")
    yield users


def keep_users(users: list[ReadUser], connection: Connection, progress: Progress) -> Iterable[Reading]:
    progress.expect(len(users))
    wanted = (
        (
            read.id,
            {
                "name": read.name[:MAX_NAME],
                "email": read.email[:MAX_NAME],
                "is_admin": read.is_admin,
                "is_active": read.is_active,
            },
        )
        for read in users
    )
    with transaction.atomic():
        new = partial(KommoUser, connection=connection)
        _rows, tally = match_rows(connection.kommousers.all(), wanted=wanted, new=new)
    progress.add(SyncRun.What.USERS, tally)
    return []


def user_readings() -> list[Reading]:
    return [Reading(SyncRun.What.USERS, read_users, keep_users)]
