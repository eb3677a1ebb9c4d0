from agents.llm.errors import ModelRefused
from agents.llm.openai_model import OpenAIModel
from agents.models import ModelProvider
from tenants.outside import OutsideRefused, outside_check


def model_for(provider: ModelProvider, *, name: str = "") -> OpenAIModel:
    """The workspace's own model.

    `name`: another model of the same provider than the one that is set there. Raises ModelRefused when the address may
    not be reached from here.
    """
    try:
        outside_check(provider.base_url)
    except OutsideRefused as error:
        raise ModelRefused(str(error)) from error
    return OpenAIModel(base_url=provider.base_url, api_key=provider.api_key, model=name or provider.model)
