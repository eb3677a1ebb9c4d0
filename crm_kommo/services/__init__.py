from crm_kommo.services.channels import channel_update
from crm_kommo.services.check_runs import checks_start
from crm_kommo.services.connections import oauth_finish, oauth_start, token_connect
from crm_kommo.services.deliveries import (
    delivery_fail,
    delivery_finish,
    delivery_open,
    delivery_repeated,
    delivery_replay,
    delivery_store,
)
from crm_kommo.services.disconnects import connection_disconnect, connection_withdrawn
from crm_kommo.services.messages import LONGEST_SEND, message_send, talk_messages
from crm_kommo.services.mirrors import lead_fresh, mirror_apply, mirror_recheck, mirror_settle, talk_refresh
from crm_kommo.services.reconcile import changes_read, messages_missed, reconcile_finish, reconcile_owe
from crm_kommo.services.replacements import stage_replace
from crm_kommo.services.sync_runs import sync_cancel, sync_start
from crm_kommo.services.writes import lead_note_add

__all__ = [
    "LONGEST_SEND",
    "changes_read",
    "channel_update",
    "checks_start",
    "connection_disconnect",
    "connection_withdrawn",
    "delivery_fail",
    "delivery_finish",
    "delivery_open",
    "delivery_repeated",
    "delivery_replay",
    "delivery_store",
    "lead_fresh",
    "lead_note_add",
    "message_send",
    "messages_missed",
    "mirror_apply",
    "mirror_recheck",
    "mirror_settle",
    "oauth_finish",
    "oauth_start",
    "reconcile_finish",
    "reconcile_owe",
    "stage_replace",
    "sync_cancel",
    "sync_start",
    "talk_messages",
    "talk_refresh",
    "token_connect",
]
