"""One account of Kommo: `kommo.leads.get(lead_id=7)`."""

from crm_kommo.client.limiter import Lane, Limiter, shared_limiter
from crm_kommo.client.resources.account import AccountResource
from crm_kommo.client.resources.bots import BotsResource
from crm_kommo.client.resources.calls import CallsResource
from crm_kommo.client.resources.catalogs import CatalogsResource
from crm_kommo.client.resources.channels import ChannelsResource
from crm_kommo.client.resources.chat_templates import ChatTemplatesResource
from crm_kommo.client.resources.companies import CompaniesResource
from crm_kommo.client.resources.complex_leads import ComplexLeadsResource
from crm_kommo.client.resources.contact_chats import ContactChatsResource
from crm_kommo.client.resources.contacts import ContactsResource
from crm_kommo.client.resources.customers import CustomersResource
from crm_kommo.client.resources.events import EventsResource
from crm_kommo.client.resources.field_groups import FieldGroupsResource
from crm_kommo.client.resources.fields import FieldsResource
from crm_kommo.client.resources.files import FilesResource
from crm_kommo.client.resources.leads import LeadsResource
from crm_kommo.client.resources.links import LinksResource
from crm_kommo.client.resources.loss_reasons import LossReasonsResource
from crm_kommo.client.resources.notes import NotesResource
from crm_kommo.client.resources.pipelines import PipelinesResource
from crm_kommo.client.resources.reply_field import ReplyFieldResource
from crm_kommo.client.resources.roles import RolesResource
from crm_kommo.client.resources.sources import SourcesResource
from crm_kommo.client.resources.stages import StagesResource
from crm_kommo.client.resources.tags import TagsResource
from crm_kommo.client.resources.talks import TalksResource
from crm_kommo.client.resources.tasks import TasksResource
from crm_kommo.client.resources.unsorted import UnsortedResource
from crm_kommo.client.resources.users import UsersResource
from crm_kommo.client.resources.webhooks import WebhooksResource
from crm_kommo.client.transport import Access, Transport


class KommoClient:
    """`lane`: whether somebody waits for what is asked, or it is done in the background. `is_trial`: see Transport."""

    def __init__(
        self,
        *,
        base_url: str,
        access: Access,
        limiter: Limiter = shared_limiter,
        lane: Lane = Lane.LIVE,
        is_trial: bool = False,
    ) -> None:
        transport = Transport(base_url=base_url, access=access, limiter=limiter, lane=lane, is_trial=is_trial)
        self.account = AccountResource(transport)
        self.calls = CallsResource(transport)
        self.catalogs = CatalogsResource(transport)
        self.chat_templates = ChatTemplatesResource(transport)
        self.channels = ChannelsResource(transport)
        self.companies = CompaniesResource(transport)
        self.complex_leads = ComplexLeadsResource(transport)
        self.contact_chats = ContactChatsResource(transport)
        self.bots = BotsResource(transport)
        self.contacts = ContactsResource(transport)
        self.customers = CustomersResource(transport)
        self.events = EventsResource(transport)
        self.field_groups = FieldGroupsResource(transport)
        self.fields = FieldsResource(transport)
        self.files = FilesResource(
            transport, drive=lambda url: Transport(base_url=url, access=access, limiter=limiter, lane=lane)
        )
        self.leads = LeadsResource(transport)
        self.links = LinksResource(transport)
        self.loss_reasons = LossReasonsResource(transport)
        self.notes = NotesResource(transport)
        self.pipelines = PipelinesResource(transport)
        self.roles = RolesResource(transport)
        self.sources = SourcesResource(transport)
        self.stages = StagesResource(transport)
        self.tags = TagsResource(transport)
        self.reply_field = ReplyFieldResource(transport)
        self.talks = TalksResource(transport)
        self.tasks = TasksResource(transport)
        self.unsorted = UnsortedResource(transport)
        self.users = UsersResource(transport)
        self.webhooks = WebhooksResource(transport)
