"""Tasks, as they were mirrored."""

from collections.abc import Iterable

from crm_kommo.models import Field, Task


def lead_has_open_task(lead_id: int, *, user_ids: Iterable[int] = ()) -> bool:
    """Whether somebody, or one of these users, still has something to do about a lead. Ids are Kommo's."""
    tasks = Task.objects.filter(
        connection__is_current=True,
        entity=Field.Entity.LEAD,
        entity_id=lead_id,
        is_completed=False,
        is_deleted=False,
    )
    users = list(user_ids)
    return (tasks.filter(responsible_user_id__in=users) if users else tasks).exists()
