from crm_kommo.services.channels import channel_update
from crm_kommo.services.connections import connection_disconnect, oauth_finish, oauth_start
from crm_kommo.services.deliveries import delivery_finish, delivery_open, delivery_store
from crm_kommo.services.messages import LONGEST_SEND, message_send, talk_messages
from crm_kommo.services.mirrors import lead_fresh, mirror_apply, talk_refresh
from crm_kommo.services.replacements import stage_replace
from crm_kommo.services.sync_runs import sync_cancel, sync_start

__all__ = [
    "LONGEST_SEND",
    "channel_update",
    "connection_disconnect",
    "delivery_finish",
    "delivery_open",
    "delivery_store",
    "lead_fresh",
    "message_send",
    "mirror_apply",
    "oauth_finish",
    "oauth_start",
    "stage_replace",
    "sync_cancel",
    "sync_start",
    "talk_messages",
    "talk_refresh",
]
