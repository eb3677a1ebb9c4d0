from crm_kommo.errors import Refused
from crm_kommo.models import Connection
from crm_kommo.models.failure import Failure
from crm_kommo.selectors import connection_current


def usable_connection(*, refusal: type[Refused] = Refused) -> Connection:
    """The connection through which calls can be made. Raises `refusal` with the reason when there is none."""
    connection = connection_current()
    if connection and connection.is_usable:
        return connection
    failure = Failure(connection.status_reason or Failure.REVOKED) if connection else Failure.NOT_CONNECTED
    raise refusal(str(failure.label), code=failure.value)
