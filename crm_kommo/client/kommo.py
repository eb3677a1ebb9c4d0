"""One account of Kommo: `kommo.leads.get(lead_id=7)`."""

from crm_kommo.client.limiter import Limiter, shared_limiter
from crm_kommo.client.resources.account import AccountResource
from crm_kommo.client.resources.contacts import ContactsResource
from crm_kommo.client.resources.fields import FieldsResource
from crm_kommo.client.resources.leads import LeadsResource
from crm_kommo.client.resources.notes import NotesResource
from crm_kommo.client.resources.pipelines import PipelinesResource
from crm_kommo.client.resources.talks import TalksResource
from crm_kommo.client.resources.users import UsersResource
from crm_kommo.client.resources.webhooks import WebhooksResource
from crm_kommo.client.transport import Access, Transport


class KommoClient:
    def __init__(self, *, base_url: str, access: Access, limiter: Limiter = shared_limiter) -> None:
        transport = Transport(base_url=base_url, access=access, limiter=limiter)
        self.account = AccountResource(transport)
        self.contacts = ContactsResource(transport)
        self.fields = FieldsResource(transport)
        self.leads = LeadsResource(transport)
        self.notes = NotesResource(transport)
        self.pipelines = PipelinesResource(transport)
        self.talks = TalksResource(transport)
        self.users = UsersResource(transport)
        self.webhooks = WebhooksResource(transport)
