from enum import StrEnum


class Deed(StrEnum):
    """What has really happened through a tool; a promise in an answer must have one to stand on."""

    FIELD_SET = "field_set"
    STAGE_MOVED = "stage_moved"
    TASK_CREATED = "task_created"
    NOTE_ADDED = "note_added"
    TAGGED = "tagged"
    EMAIL_SENT = "email_sent"
    HANDED_OFF = "handed_off"
