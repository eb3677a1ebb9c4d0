from crm_kommo.models.bot_reply import BotReply
from crm_kommo.models.channel import Channel
from crm_kommo.models.chat_way import ChatWay
from crm_kommo.models.check_run import CheckRun
from crm_kommo.models.company import Company
from crm_kommo.models.connection import Connection
from crm_kommo.models.connection_event import ConnectionEvent
from crm_kommo.models.contact import Contact
from crm_kommo.models.delivery import Delivery
from crm_kommo.models.feature_state import FeatureState
from crm_kommo.models.field import Field
from crm_kommo.models.lead import Lead
from crm_kommo.models.outgoing_write import OutgoingWrite
from crm_kommo.models.pipeline import Pipeline, Stage
from crm_kommo.models.replacement import Replacement
from crm_kommo.models.sync_run import SyncRun
from crm_kommo.models.talk import Talk
from crm_kommo.models.task import Task
from crm_kommo.models.user import KommoUser
from crm_kommo.models.widget_request import WidgetRequest

__all__ = [
    "BotReply",
    "Channel",
    "Company",
    "CheckRun",
    "ChatWay",
    "Connection",
    "ConnectionEvent",
    "Contact",
    "Delivery",
    "FeatureState",
    "Field",
    "KommoUser",
    "Lead",
    "OutgoingWrite",
    "Pipeline",
    "Replacement",
    "Stage",
    "SyncRun",
    "Talk",
    "Task",
    "WidgetRequest",
]
