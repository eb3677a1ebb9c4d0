"""Reading an account's set-up and recent chats into the mirror."""

from crm_kommo.sync.run import run_sync

__all__ = ["run_sync"]
