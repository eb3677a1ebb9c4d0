"""The names of the jobs of this app."""

FETCH_JOB = "mail.fetch"
SEND_JOB = "mail.send"
FILE_JOB = "mail.file"
NOTE_JOB = "mail.note"
ADOPT_JOB = "mail.adopt"
