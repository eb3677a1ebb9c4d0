from mailbox.services.accounts import (
    account_create,
    account_fetch_now,
    account_pause,
    account_remove,
    account_resume,
    account_test,
    account_update,
    servers_refused,
)
from mailbox.services.receiving import email_receive
from mailbox.services.writing import Upload, answer_to, email_reply, email_send_again, send_email_from_lead

__all__ = [
    "Upload",
    "account_create",
    "account_fetch_now",
    "account_pause",
    "account_remove",
    "account_resume",
    "account_test",
    "account_update",
    "answer_to",
    "email_receive",
    "email_reply",
    "email_send_again",
    "servers_refused",
    "send_email_from_lead",
]
