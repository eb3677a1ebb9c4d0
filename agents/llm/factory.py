from functools import partial

from agents.llm.bounded_http import TOTAL_SECONDS
from agents.llm.errors import ModelRefused
from agents.llm.openai_model import OpenAIModel
from agents.models import ModelProvider
from agents.services.model_calls import ANYBODY, CallFor, model_call_note
from tenants.outside import OutsideRefused, outside_check


def model_for(
    provider: ModelProvider, *, name: str = "", call: CallFor = ANYBODY, seconds: float = TOTAL_SECONDS
) -> OpenAIModel:
    """The workspace's own model.

    `name`: another model of the same provider than the one that is set there. `call`: for whom it is asked, which
    stands in the ledger with each request; `seconds`: how long one may take. Raises ModelRefused when the address may
    not be reached from here.
    """
    try:
        outside_check(provider.base_url)
    except OutsideRefused as error:
        raise ModelRefused(str(error)) from error
    return OpenAIModel(
        base_url=provider.base_url,
        api_key=provider.api_key,
        model=name or provider.model,
        noted=partial(model_call_note, provider=provider, call=call),
        seconds=seconds,
    )
