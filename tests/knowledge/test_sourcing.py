"""Files from their upload to being found, and every way in which that ends early."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge import files, services
from knowledge.inputs import SENTENCES_UP_TO
from knowledge.models import (
    Article,
    Chunk,
    ChunkEmbedding,
    FilePart,
    Posting,
    SentenceEmbedding,
    Source,
    VectorAhead,
)
from knowledge.reading.report import ReadingStopped
from knowledge.reading.troubles import TROUBLES, trouble_text
from knowledge.search import search
from knowledge.sourcing import source_read
from tenants.errors import InvalidInput
from tenants.models import Job
from tests.jobs import run_due_jobs
from tests.knowledge.embedders import AbsentEmbedder, WordCountEmbedder
from tests.knowledge.readers import made

TEXT = "A courier brings it within two days.\n\nWe open at ten."


def no_report(_state: str, _done: int, _steps: int) -> None:
    """Nobody looks."""


@pytest.fixture
def added(tenant):
    """`added("a.txt", "…")`: a file was uploaded; its reading is owed."""

    def add(name: str = "Delivery.txt", content: str | bytes | Path = TEXT, **more) -> Source:
        if isinstance(content, Path):
            content = content.read_bytes()
        content = content.encode() if isinstance(content, str) else content
        return services.source_file_add(file=BytesIO(content), name=name, **more)

    return add


@pytest.fixture
def read(added, embedder):
    """`read("a.txt", "…")`: the file was read, with the test's embedder."""

    def make(*args, **more) -> Source:
        source = added(*args, **more)
        files.file_read(source, no_report, embedder=embedder)
        source.refresh_from_db()
        return source

    return make


def found(query: str, embedder) -> list[str]:
    return [hit.text for hit in search(query=query, embedder=embedder).hits]


class TestAdd:
    def test_the_file_is_kept_in_pieces(self, tenant):
        content = bytes(range(32, 127)) * 25_000
        source = services.source_file_add(file=SimpleUploadedFile("a.txt", content), name="a.txt")
        parts = list(source.parts.order_by("ordinal").values_list("data", flat=True))
        assert [len(part) for part in parts] == [FilePart.BYTES, FilePart.BYTES, len(content) - 2 * FilePart.BYTES]
        assert b"".join(bytes(part) for part in parts) == content
        assert (source.size, source.media_type, source.state) == (len(content), "text/plain", "queued")

    def test_the_same_file_is_refused_and_the_first_one_named(self, added):
        first = added("Prices.txt")
        with pytest.raises(InvalidInput, match="“Prices.txt”") as refused:
            added("Other name.txt")
        assert (refused.value.code, refused.value.extra) == ("taken", {"source_id": first.pk})

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("a.pdf", b"", "empty"),
            ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(9), "unknown_type"),
            ("a.txt", b"MZ\x90\x00\x03" + bytes(60), "unknown_type"),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "unknown_type"),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "encrypted"),
        ],
    )
    def test_what_cannot_be_read_is_refused_at_the_door(self, added, name, content, code):
        with pytest.raises(InvalidInput) as refused:
            added(name, content)
        assert refused.value.code == code
        assert not Source.objects.exists()

    def test_a_file_that_is_too_big_is_refused_with_both_figures(self, added, settings):
        settings.KNOWLEDGE_FILE_MOST_MB = 1
        with pytest.raises(InvalidInput, match="2 MB; at most 1 MB"):
            added("a.txt", "x" * ((1 << 20) + 1))


class TestRead:
    def test_a_file_is_found_after_its_job(self, added):
        source = added("Доставка.txt", "Курьер привозит заказ за два дня.")
        assert run_due_jobs() == ["knowledge.read"]
        source.refresh_from_db()
        article = source.articles.get()
        assert (source.state, article.indexing, article.language) == ("ready", "ready", "ru")
        assert [hit.article_title for hit in search(query="когда привезут заказ").hits] == ["Доставка.txt"]

    def test_passages_know_their_page(self, read, tmp_path):
        pages = [["Delivery takes two days " * 30], ["We open at ten each day " * 30]]
        source = read("a.pdf", made.pdf(tmp_path / "a.pdf", pages))
        places = Chunk.objects.order_by("ordinal").values_list("place", flat=True)
        assert [place["page"] for place in places] == [1, 2]
        assert source.media_type == "application/pdf"

    def test_rows_know_their_sheet(self, read, tmp_path):
        rows = made.row(1, {"A": "Name", "B": "Price"}) + made.row(2, {"A": "Nail", "B": 2.5})
        read("a.xlsx", made.xlsx(tmp_path / "a.xlsx", {"Stock": rows}))
        chunk = Chunk.objects.get()
        assert (chunk.text, chunk.heading, chunk.place) == (
            "- Name: Nail; Price: 2.5",
            "Stock",
            {"sheet": "Stock", "row": 2},
        )

    def test_its_language_may_be_given(self, read):
        assert read(language="pt").articles.get().language == "pt"

    def test_beyond_the_limit_it_ends_in_a_warning_that_says_how_far(self, read, settings):
        settings.KNOWLEDGE_PASSAGES_MOST = 3
        source = read("a.csv", "Name,Note\n" + "".join(f"Item{n},{'words ' * 50}\n" for n in range(50)))
        assert source.state == Source.State.WARNING
        assert Chunk.objects.count() == 3
        row = Chunk.objects.get(ordinal=2).place["row"]
        assert source.trouble_facts == {"kept": 3, "row": row}
        assert source.articles.get().indexing == Article.Indexing.WARNING
        assert f"up to row {row}" in trouble_text(source.trouble, source.trouble_facts)

    def test_reading_again_embeds_nothing_that_is_known(self, read, embedder):
        source = read()
        embedder.embedded.clear()
        files.file_read(services.source_read_again(source=source), no_report, embedder=embedder)
        assert embedder.embedded == []
        assert Chunk.objects.count() == 1

    def test_a_passage_that_was_switched_off_stays_so(self, read, embedder):
        source = read("a.txt", "\n\n".join(f"{word} " * 150 + "." for word in ("alpha", "bravo")))
        Chunk.objects.filter(ordinal=1).update(is_on=False)
        files.file_read(services.source_read_again(source=source), no_report, embedder=embedder)
        assert list(Chunk.objects.order_by("ordinal").values_list("is_on", flat=True)) == [True, False]

    def test_a_long_text_has_vectors_of_its_passages_only(self, read):
        read("a.txt", "\n\n".join(f"Door {number} is open. {'word ' * 150}" for number in range(SENTENCES_UP_TO + 1)))
        assert Chunk.objects.count() > SENTENCES_UP_TO
        assert ChunkEmbedding.objects.count() == Chunk.objects.count()
        assert not SentenceEmbedding.objects.exists()


class TestTrouble:
    @pytest.mark.parametrize(
        ("name", "make", "code"),
        [
            ("a.docx", made.zip_bomb, "bomb"),
            ("a.pdf", made.pdf_that_loops, "broken"),
            ("a.pdf", made.pdf_encrypted, "encrypted"),
            ("a.docx", lambda path: made.pdf(path, [["Text enough to be read."]]), "wrong_type"),
            ("a.docx", lambda path: made.docx(path, made.paragraph("Hi"), head=made.laughs()), "unsafe"),
            ("a.txt", lambda path: path.write_text("\n \n") and path, "empty"),
        ],
    )
    def test_it_ends_in_a_state_that_says_what_to_do(self, added, tmp_path, name, make, code):
        source = added(name, make(tmp_path / name))
        assert run_due_jobs() == ["knowledge.read"]
        source.refresh_from_db()
        assert (source.state, source.trouble) == (Source.State.FAILED, code)
        assert source.articles.get().indexing == Article.Indexing.FAILED
        assert "?" not in trouble_text(source.trouble, source.trouble_facts)
        assert not Job.objects.exists()

    def test_what_was_read_before_stays_found(self, read, embedder):
        source = read()
        source.parts.update(data=b"\n")
        services.source_read_again(source=source)
        run_due_jobs()
        source.refresh_from_db()
        assert source.trouble == "empty"
        assert found("courier", embedder) != []

    def test_a_service_that_is_away_is_named_and_asked_again(self, added, settings):
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:9"]
        settings.EMBEDDINGS_BASE_URL = "http://127.0.0.1:9/v1"
        settings.EMBEDDINGS_MODEL = "any"
        source = added()
        run_due_jobs()
        source.refresh_from_db()
        assert source.is_being_read
        assert "does not answer" in trouble_text(source.trouble, source.trouble_facts)
        assert Job.objects.get().state == Job.State.WAITING
        services.source_given_up(source_id=source.pk)
        source.refresh_from_db()
        assert (source.state, source.trouble) == (Source.State.FAILED, "embeddings")

    @pytest.mark.parametrize("code", TROUBLES)
    def test_every_trouble_has_its_words_even_without_figures(self, code):
        assert trouble_text(code, {})


class TestStopping:
    def test_stopped_while_it_is_read(self, added, embedder):
        source = added()
        services.source_cancel(source=source)
        assert run_due_jobs() == []
        source.refresh_from_db()
        assert source.state == Source.State.CANCELLED
        assert source.articles.get().indexing == Article.Indexing.CANCELLED

    def test_stopped_while_it_is_embedded(self, added, tenant):
        source = added("a.txt", "\n\n".join(f"Text number {number} " * 40 for number in range(60)))
        seen = []

        def report(state: str, done: int, steps: int) -> None:
            seen.append((state, done, steps))
            if state == "embedding" and done:
                services.source_cancel(source=source)
            if not services.source_progress(source=source, state=state, done=done, steps=steps):
                raise ReadingStopped

        with pytest.raises(ReadingStopped):
            files.file_read(source, report, embedder=WordCountEmbedder())
        assert list(dict.fromkeys(state for state, _done, _steps in seen)) == ["reading", "chunking", "embedding"]
        assert not Chunk.objects.exists()
        source.refresh_from_db()
        assert source.state == Source.State.CANCELLED

    def test_stopped_at_the_last_moment_nothing_is_put_in_place(self, added, embedder):
        source = added()
        stopping = WordCountEmbedder(before=lambda: services.source_cancel(source=source))
        with pytest.raises(ReadingStopped):
            files.file_read(source, no_report, embedder=stopping)
        assert not Chunk.objects.exists()

    def test_nothing_is_embedded_twice_after_a_death(self, added, read):
        read()  # the model's space is measured with the first text
        source = added("a.txt", "\n\n".join(f"Text number {number} " * 40 for number in range(60)))
        dying = WordCountEmbedder()

        def die(state: str, done: int, _steps: int) -> None:
            if state == "embedding" and done:
                raise SystemExit

        with pytest.raises(SystemExit):
            files.file_read(source, die, embedder=dying)
        assert VectorAhead.objects.count() == len(dying.embedded) > 0
        second = WordCountEmbedder()
        files.file_read(source, no_report, embedder=second)
        assert not set(dying.embedded) & set(second.embedded)
        assert not VectorAhead.objects.exists()
        assert (
            ChunkEmbedding.objects.filter(chunk__article__source=source).count() == source.articles.get().chunks.count()
        )

    def test_a_service_that_fails_leaves_what_was_found(self, read, embedder):
        source = read()
        services.source_update(source=source, changes={"name": "Delivery in town"})
        source.refresh_from_db()
        with pytest.raises(Exception, match="away"):
            files.file_read(source, no_report, embedder=AbsentEmbedder())
        assert found("courier", embedder) != []


class TestChanging:
    def test_a_category_is_changed_at_once(self, read):
        category = services.category_create(name="Shop")
        source = services.source_update(source=read(), changes={"category": category})
        assert source.state == Source.State.READY
        assert source.articles.get().category == category

    def test_a_name_is_found_after_reading_again(self, read, embedder):
        source = services.source_update(source=read(), changes={"name": "Pickup.txt"})
        assert (source.state, source.articles.get().title) == (Source.State.QUEUED, "Pickup.txt")

    def test_a_name_that_looks_like_another_format_lies_no_more(self, read, embedder):
        source = services.source_update(source=read(), changes={"name": "Was once a.pdf"})
        files.file_read(source, no_report, embedder=embedder)
        source.refresh_from_db()
        assert source.state == Source.State.READY

    @pytest.mark.parametrize(
        ("field", "value"), [("name", " "), ("language", "tlh"), ("schedule", "hourly"), ("depth", 9), ("include", "x")]
    )
    def test_what_makes_no_sense_is_refused_by_field(self, read, field, value):
        with pytest.raises(InvalidInput) as refused:
            services.source_update(source=read(), changes={field: value})
        assert refused.value.field == field

    def test_deleting_leaves_no_trace(self, read):
        other = read("other.txt", "Something else stays.")
        source = read()
        services.source_read_again(source=source)
        services.source_delete(source=source)
        assert list(Source.objects.all()) == [other]
        assert Job.objects.filter(key=str(source.pk)).count() == 0
        for model in (Article, Chunk, FilePart):
            assert model.objects.count() == 1
        assert set(Posting.objects.values_list("chunk__article__source", flat=True)) == {other.pk}
        assert ChunkEmbedding.objects.count() == 1

    def test_a_source_that_is_gone_is_not_read(self, tenant):
        source_read(source_id=7)
