from crm_kommo.models.bot_reply import BotReply
from crm_kommo.models.channel import Channel
from crm_kommo.models.chat_way import ChatWay
from crm_kommo.models.connection import Connection
from crm_kommo.models.contact import Contact
from crm_kommo.models.delivery import Delivery
from crm_kommo.models.field import Field
from crm_kommo.models.lead import Lead
from crm_kommo.models.pipeline import Pipeline, Stage
from crm_kommo.models.sync_run import SyncRun
from crm_kommo.models.talk import Talk
from crm_kommo.models.user import KommoUser
from crm_kommo.models.widget_request import WidgetRequest

__all__ = [
    "BotReply",
    "Channel",
    "ChatWay",
    "Connection",
    "Contact",
    "Delivery",
    "Field",
    "KommoUser",
    "Lead",
    "Pipeline",
    "Stage",
    "SyncRun",
    "Talk",
    "WidgetRequest",
]
