from crm_kommo.services.bot_replies import bot_reply_echoed
from crm_kommo.services.chat_ways import DOOR, bots_listed, chat_way_of, chat_way_save, widget_door_open
from crm_kommo.services.connections import connection_disconnect, oauth_finish, oauth_start
from crm_kommo.services.deliveries import delivery_finish, delivery_open, delivery_store
from crm_kommo.services.messages import LONGEST_SEND, message_send, talk_messages
from crm_kommo.services.mirrors import lead_fresh, mirror_apply, talk_refresh
from crm_kommo.services.replies import Sent, reply_send
from crm_kommo.services.sync_runs import sync_start
from crm_kommo.services.widget_requests import widget_store, widget_take

__all__ = [
    "DOOR",
    "LONGEST_SEND",
    "Sent",
    "bot_reply_echoed",
    "bots_listed",
    "chat_way_of",
    "chat_way_save",
    "connection_disconnect",
    "delivery_finish",
    "delivery_open",
    "delivery_store",
    "lead_fresh",
    "message_send",
    "mirror_apply",
    "oauth_finish",
    "oauth_start",
    "reply_send",
    "sync_start",
    "talk_messages",
    "talk_refresh",
    "widget_door_open",
    "widget_store",
    "widget_take",
]
