from agents.llm.errors import ModelRefused
from agents.llm.extractive_model import ExtractiveModel
from agents.llm.openai_model import OpenAIModel
from agents.llm.types import ChatModel
from agents.models import ModelProvider
from tenants.outside import OutsideRefused, outside_check


def model_for(provider: ModelProvider | None, *, name: str = "") -> ChatModel:
    """The workspace's own model when it has one in use, else the built-in one.

    `name`: another model of the same provider than the one that is set there. Raises ModelRefused when the address may
    not be reached from here.
    """
    if provider is None or not provider.is_active:
        return ExtractiveModel()
    try:
        outside_check(provider.base_url)
    except OutsideRefused as error:
        raise ModelRefused(str(error)) from error
    return OpenAIModel(base_url=provider.base_url, api_key=provider.api_key, model=name or provider.model)
