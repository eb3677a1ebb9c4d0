"""What of a hand-over stands in the stand-in: tasks, and whose the lead is."""

from crm_kommo.calls import client_of
from crm_kommo.client.resources.tasks import Task
from crm_kommo.models import Connection, KommoUser

ANNA, MAX = 11300001, 11300002


def know_people(connection: Connection) -> None:
    """As a sync would: who there is to give a task to."""
    for user_id, name in ((ANNA, "Anna Severova"), (MAX, "Max Lindgren")):
        KommoUser.objects.create(connection=connection, kommo_id=user_id, name=name)


def tasks_of(connection: Connection, lead_id: int) -> list[Task]:
    return list(client_of(connection).tasks.find(entity="leads", entity_ids=[lead_id]))


def responsible_for(connection: Connection, lead_id: int) -> int:
    return client_of(connection).leads.get(lead_id=lead_id).responsible_user_id
