from mailbox.models.account import Account
from mailbox.models.email import Email, EmailSource
from mailbox.models.failure import MailFailure
from mailbox.models.thread import Thread

__all__ = ["Account", "Email", "EmailSource", "MailFailure", "Thread"]
