from crm_kommo.services.bot_replies import bot_reply_echoed
from crm_kommo.services.card_fields import card_fields_set
from crm_kommo.services.card_reads import card_known, card_read
from crm_kommo.services.card_restores import card_field_restore
from crm_kommo.services.channels import channel_update
from crm_kommo.services.chat_ways import DOOR, bots_listed, chat_way_of, chat_way_save, widget_door_open
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
from crm_kommo.services.disconnects import connection_disconnect
from crm_kommo.services.lead_changes import lead_assign, lead_move
from crm_kommo.services.lead_stages import lead_stage_since
from crm_kommo.services.marked_writes import lead_note_add, task_add
from crm_kommo.services.messages import LONGEST_SEND, message_send, talk_messages
from crm_kommo.services.mirrors import lead_fresh, mirror_apply, mirror_recheck, mirror_settle, talk_refresh
from crm_kommo.services.reconcile import changes_read, messages_missed, reconcile_finish, reconcile_owe
from crm_kommo.services.replacements import stage_replace
from crm_kommo.services.replies import Sent, reply_send
from crm_kommo.services.sync_runs import sync_cancel, sync_start
from crm_kommo.services.tags import lead_tag_add
from crm_kommo.services.widget_requests import widget_store, widget_take
from crm_kommo.services.withdrawals import withdrawal_check, withdrawal_owe

__all__ = [
    "DOOR",
    "LONGEST_SEND",
    "Sent",
    "bot_reply_echoed",
    "bots_listed",
    "card_field_restore",
    "card_fields_set",
    "card_known",
    "card_read",
    "changes_read",
    "channel_update",
    "chat_way_of",
    "chat_way_save",
    "checks_start",
    "connection_disconnect",
    "delivery_fail",
    "delivery_finish",
    "delivery_open",
    "delivery_repeated",
    "delivery_replay",
    "delivery_store",
    "lead_assign",
    "lead_fresh",
    "lead_move",
    "lead_note_add",
    "lead_stage_since",
    "lead_tag_add",
    "message_send",
    "messages_missed",
    "mirror_apply",
    "mirror_recheck",
    "mirror_settle",
    "oauth_finish",
    "oauth_start",
    "reconcile_finish",
    "reconcile_owe",
    "reply_send",
    "stage_replace",
    "sync_cancel",
    "sync_start",
    "talk_messages",
    "talk_refresh",
    "task_add",
    "token_connect",
    "widget_door_open",
    "widget_store",
    "widget_take",
    "withdrawal_check",
    "withdrawal_owe",
]
