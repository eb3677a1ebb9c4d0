"""One account of Kommo: `kommo.leads.get(lead_id=7)`."""

from crm_kommo.client.limiter import Limiter, shared_limiter
from crm_kommo.client.resources.account import AccountResource
from crm_kommo.client.resources.calls import CallsResource
from crm_kommo.client.resources.catalogs import CatalogsResource
from crm_kommo.client.resources.chat_templates import ChatTemplatesResource
from crm_kommo.client.resources.contact_chats import ContactChatsResource
from crm_kommo.client.resources.contacts import ContactsResource
from crm_kommo.client.resources.events import EventsResource
from crm_kommo.client.resources.fields import FieldsResource
from crm_kommo.client.resources.files import FilesResource
from crm_kommo.client.resources.leads import LeadsResource
from crm_kommo.client.resources.notes import NotesResource
from crm_kommo.client.resources.pipelines import PipelinesResource
from crm_kommo.client.resources.sources import SourcesResource
from crm_kommo.client.resources.talks import TalksResource
from crm_kommo.client.resources.tasks import TasksResource
from crm_kommo.client.resources.unsorted import UnsortedResource
from crm_kommo.client.resources.users import UsersResource
from crm_kommo.client.resources.webhooks import WebhooksResource
from crm_kommo.client.transport import Access, Transport


class KommoClient:
    def __init__(self, *, base_url: str, access: Access, limiter: Limiter = shared_limiter) -> None:
        transport = Transport(base_url=base_url, access=access, limiter=limiter)
        self.account = AccountResource(transport)
        self.calls = CallsResource(transport)
        self.catalogs = CatalogsResource(transport)
        self.chat_templates = ChatTemplatesResource(transport)
        self.contact_chats = ContactChatsResource(transport)
        self.contacts = ContactsResource(transport)
        self.events = EventsResource(transport)
        self.fields = FieldsResource(transport)
        self.files = FilesResource(transport, drive=lambda url: Transport(base_url=url, access=access, limiter=limiter))
        self.leads = LeadsResource(transport)
        self.notes = NotesResource(transport)
        self.pipelines = PipelinesResource(transport)
        self.sources = SourcesResource(transport)
        self.talks = TalksResource(transport)
        self.tasks = TasksResource(transport)
        self.unsorted = UnsortedResource(transport)
        self.users = UsersResource(transport)
        self.webhooks = WebhooksResource(transport)
