"""What can be synced: each kind by readings, made anew for each run, that may be done side by side."""

from collections.abc import Callable

from crm_kommo.models import SyncRun
from crm_kommo.sync.chats import chat_readings
from crm_kommo.sync.fields import field_readings
from crm_kommo.sync.pipelines import pipeline_readings
from crm_kommo.sync.readings import Reading
from crm_kommo.sync.users import user_readings

# What takes the longest chain of calls is begun first.
STEPS: dict[str, Callable[[], list[Reading]]] = {
    SyncRun.What.CHANNELS: chat_readings,
    SyncRun.What.FIELDS: field_readings,
    SyncRun.What.PIPELINES: pipeline_readings,
    SyncRun.What.USERS: user_readings,
}
