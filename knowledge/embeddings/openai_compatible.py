"""An address that speaks OpenAI's `POST /embeddings`: OpenAI itself, or a model of the company's own."""

import math
from collections.abc import Sequence

import httpx2
import openai
from django.utils.translation import gettext as _

from knowledge.embeddings.base import EmbeddingsUnavailable, Vector, checked
from tenants.outside import OutsideRefused, outside_check

# Small enough for every server's limit on a request, and for a repeat to be cheap.
_BATCH = 64
_TIMEOUT = httpx2.Timeout(30, connect=5)


class OpenAICompatibleEmbedder:
    def __init__(self, *, base_url: str, api_key: str, model: str) -> None:
        self.name = model
        self._base_url = base_url
        self._client = openai.OpenAI(
            base_url=base_url,
            api_key=api_key or "none",
            # The caller owns the retries: indexing is a job that comes again, a search must answer now.
            max_retries=0,
            # A redirect could lead where `outside_check` did not look.
            http_client=openai.DefaultHttpxClient(timeout=_TIMEOUT, follow_redirects=False),
        )

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        batches = (texts[first : first + _BATCH] for first in range(0, len(texts), _BATCH))
        return [vector for batch in batches for vector in self._embed([checked(text) for text in batch])]

    def query(self, text: str) -> Vector:
        return self._embed([checked(text)])[0]

    def _embed(self, texts: list[str]) -> list[Vector]:
        try:
            outside_check(self._base_url)
            answer = self._client.embeddings.create(model=self.name, input=texts, encoding_format="float")
            vectors = [item.embedding for item in sorted(answer.data, key=lambda item: item.index)]
        except OutsideRefused as error:
            raise EmbeddingsUnavailable(str(error), code="embeddings_address_refused", retryable=False) from error
        except openai.APIStatusError as error:
            retryable = error.status_code in (408, 409, 429) or error.status_code >= 500
            message = _("The embeddings service refused: %(reason)s") % {"reason": error.message[:300]}
            raise EmbeddingsUnavailable(message, code="embeddings_refused", retryable=retryable) from error
        except openai.APIConnectionError as error:
            message = _("The embeddings service does not answer.")
            raise EmbeddingsUnavailable(message, code="embeddings_unreachable", retryable=True) from error
        except (AttributeError, TypeError) as error:
            # A page of HTML with status 200 comes back from the SDK as a plain string, without `.data`.
            message = _("The embeddings address answers with something else than embeddings.")
            raise EmbeddingsUnavailable(message, code="embeddings_malformed", retryable=False) from error
        if len(vectors) != len(texts):
            message = _("The embeddings service left out some of the texts.")
            raise EmbeddingsUnavailable(message, code="embeddings_incomplete", retryable=True)
        return [_unit(vector) for vector in vectors]


def _unit(vector: Vector) -> Vector:
    length = math.hypot(*vector)
    return [number / length for number in vector] if length else vector
