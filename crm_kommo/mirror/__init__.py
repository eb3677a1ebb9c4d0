"""The copy of what Kommo holds, brought in line by hooks and by reads.

Hooks come late, twice and out of order, so Kommo's own `updated_at` decides: what is older than the copy is left out,
and what was deleted stays deleted until it is restored or a read proves it alive. Where hooks cannot tell what is true
(a deletion has no time, two changes of one second have the same), the row is doubted, and Kommo is asked.
"""

from crm_kommo.mirror.apply import Effect, apply_events
from crm_kommo.mirror.reads import mirror_company, mirror_contact, mirror_lead, mirror_talk, mirror_task

__all__ = [
    "Effect",
    "apply_events",
    "mirror_company",
    "mirror_contact",
    "mirror_lead",
    "mirror_talk",
    "mirror_task",
]
