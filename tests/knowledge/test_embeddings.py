import math

import pytest

from knowledge.embeddings import EmbeddingsUnavailable, embedder_current
from knowledge.embeddings.bundled import BundledEmbedder
from knowledge.embeddings.openai_compatible import OpenAICompatibleEmbedder
from knowledge.embeddings.space import measure_space


@pytest.fixture
def remote(server) -> OpenAICompatibleEmbedder:
    return OpenAICompatibleEmbedder(base_url=f"http://{server.address}/v1", api_key="key", model="some-model")


class TestBundled:
    def test_its_vectors_are_of_unit_length(self):
        vector = BundledEmbedder().query("Сколько стоит доставка?")
        assert len(vector) == 384
        assert math.hypot(*vector) == pytest.approx(1, abs=1e-5)

    @pytest.mark.parametrize("text", ["", "  \n"])
    def test_an_empty_text_is_refused(self, text):
        with pytest.raises(ValueError, match="empty"):
            BundledEmbedder().query(text)


class TestOpenAICompatible:
    def test_vectors_come_normalised_and_in_order(self, remote):
        assert remote.passages(["a", "b"]) == [pytest.approx([0.6, 0.8])] * 2

    def test_many_texts_go_in_batches(self, remote, server):
        assert len(remote.passages(["text"] * 150)) == 150
        assert [len(request["input"]) for request in server.requests] == [64, 64, 22]

    @pytest.mark.parametrize(
        ("answer", "code", "retryable"),
        [
            ((500, "application/json", b"{}"), "embeddings_refused", True),
            ((429, "application/json", b"{}"), "embeddings_refused", True),
            ((401, "application/json", b'{"error": {"message": "bad key"}}'), "embeddings_refused", False),
            ((200, "text/html", b"<html>"), "embeddings_malformed", False),
            ((200, "application/json", b'{"object": "list", "data": []}'), "embeddings_incomplete", True),
            ((302, "text/plain", b""), "embeddings_refused", False),
        ],
    )
    def test_its_errors_know_whether_asking_again_can_help(self, remote, server, answer, code, retryable):
        server.answer = answer
        with pytest.raises(EmbeddingsUnavailable) as caught:
            remote.query("text")
        assert (caught.value.code, caught.value.retryable) == (code, retryable)
        assert len(server.requests) == 1

    def test_an_address_inside_is_not_reached(self, remote, server, settings):
        settings.OUTSIDE_ALLOWED = []
        with pytest.raises(EmbeddingsUnavailable) as caught:
            remote.query("text")
        assert (caught.value.code, caught.value.retryable) == ("embeddings_address_refused", False)
        assert server.requests == []

    def test_nobody_there_is_worth_another_try(self, settings):
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:9"]
        with pytest.raises(EmbeddingsUnavailable) as caught:
            OpenAICompatibleEmbedder(base_url="http://127.0.0.1:9/v1", api_key="", model="m").query("text")
        assert caught.value.retryable


class TestChoice:
    def test_without_an_address_it_is_the_bundled_model(self):
        assert embedder_current().name == "multilingual-e5-small"

    def test_with_an_address_it_is_that(self, server, settings):
        settings.EMBEDDINGS_BASE_URL, settings.EMBEDDINGS_MODEL = f"http://{server.address}/v1", "some-model"
        assert embedder_current().name == "some-model"
        assert embedder_current() is embedder_current()


class TestVectorSpace:
    def test_a_translation_is_nearer_than_a_stranger_of_the_same_language(self):
        embedder = embedder_current()
        space = measure_space(embedder)
        question = space.place_question(embedder.query("Сколько идёт посылка?"), language="ru")
        texts = [("Parcels arrive within three days.", "en"), ("Кошка спит на тёплой крыше.", "ru")]
        vectors = embedder.passages([text for text, _language in texts])
        english, russian = (
            sum(map(float.__mul__, question, space.place_passage(vector, language=language)))
            for vector, (_text, language) in zip(vectors, texts, strict=True)
        )
        assert english > russian

    def test_strangers_lie_about_its_mean(self):
        space = measure_space(embedder_current())
        assert 0 < space.sigma < 0.1
        assert space.mean < 0.7
