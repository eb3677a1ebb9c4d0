from django.db import connection

from tenants.models import Job


def job_cancel(kind: str, *, key: str = "") -> bool:
    """Owe a waiting job of the current workspace no longer, in the current transaction. One under way goes on."""
    waiting = Job.objects.filter(tenant=connection.tenant.pk, kind=kind, key=key, state=Job.State.WAITING)
    deleted, _by_model = waiting.delete()
    return bool(deleted)
