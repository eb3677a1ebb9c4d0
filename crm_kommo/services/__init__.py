from crm_kommo.services.connections import connection_disconnect, oauth_finish, oauth_start
from crm_kommo.services.deliveries import delivery_finish, delivery_open, delivery_store
from crm_kommo.services.messages import LONGEST_SEND, message_send, talk_messages
from crm_kommo.services.mirrors import lead_fresh, mirror_apply, talk_refresh
from crm_kommo.services.notes import lead_note_add
from crm_kommo.services.sync_runs import sync_start

__all__ = [
    "LONGEST_SEND",
    "connection_disconnect",
    "delivery_finish",
    "delivery_open",
    "delivery_store",
    "lead_fresh",
    "lead_note_add",
    "message_send",
    "mirror_apply",
    "oauth_finish",
    "oauth_start",
    "sync_start",
    "talk_messages",
    "talk_refresh",
]
