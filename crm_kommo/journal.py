from crm_kommo.models import ConnectionEvent


def journal_add(*, connection_id: int, kind: ConnectionEvent.Kind, detail: str = "", by_id: int | None = None) -> None:
    """Note what happened to a connection, in the caller's transaction. Nothing secret goes into `detail`."""
    ConnectionEvent.objects.create(connection_id=connection_id, kind=kind, detail=detail[:300], by_id=by_id)
