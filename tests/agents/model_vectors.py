"""Vectors as the published API gives them: the same text always has the same one."""

import base64
import hashlib
import math
import struct
from typing import Any

DIMENSIONS = 8


def embeddings(body: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request for embeddings, which was checked before."""
    texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
    vectors = [_vector(text, body.get("dimensions", DIMENSIONS)) for text in texts]
    tokens = sum(len(text.split()) for text in texts)
    return {
        "object": "list",
        "model": body["model"],
        "data": [
            {"object": "embedding", "index": place, "embedding": _told(vector, body.get("encoding_format", "float"))}
            for place, vector in enumerate(vectors)
        ],
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def _vector(text: str, dimensions: int) -> list[float]:
    """Of length one, as those of the real ones are."""
    drawn = hashlib.shake_256(text.encode()).digest(dimensions * 2)
    numbers = [one - 32_767.5 for one in struct.unpack(f"<{dimensions}H", drawn)]
    length = math.sqrt(sum(one * one for one in numbers))
    return [one / length for one in numbers]


def _told(vector: list[float], encoding: str) -> list[float] | str:
    return vector if encoding == "float" else base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
