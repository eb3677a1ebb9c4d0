"""One web page as a source."""

import pytest

from knowledge import services
from knowledge.models import Article, Source
from tenants.errors import InvalidInput
from tenants.models import Job
from tests.knowledge.readers.made import pdf
from tests.knowledge.web.conftest import html

PAGE = html(
    """
    <header><a href="/">Home</a><h1>The Shop</h1></header>
    <nav><a href="/cart">Cart</a></nav>
    <div class="cookie-banner">We use cookies.</div>
    <main><h1>Delivery</h1><p>A courier brings it within two days.</p>
    <table><tr><th>Town</th><th>Price</th></tr><tr><td>Riga</td><td>5 €</td></tr></table>
    <script>track()</script></main>
    <aside>Buy more!</aside><footer>© Shop</footer>
    """,
    title="Delivery | Shop",
)


class TestReading:
    def test_its_main_text_becomes_an_article_that_is_found(self, site, read):
        site.page("/delivery", PAGE)
        source = read("/delivery")
        article = Article.objects.get()
        assert (source.state, source.trouble) == (Source.State.READY, "")
        assert (article.kind, article.title, article.url) == (Article.Kind.PAGE, "Delivery", site.url("/delivery"))
        assert (
            article.body == "# Delivery\n\nA courier brings it within two days.\n\n| Town | Price |\n\n| Riga | 5 € |"
        )
        assert article.indexing == Article.Indexing.READY
        assert article.chunks.exists()

    def test_what_has_not_changed_is_not_indexed_again(self, site, read):
        site.page("/", PAGE)
        source = read()
        before = Article.objects.get()
        read(source=source)
        after = Article.objects.get()
        assert (after.version, after.indexed_at) == (before.version, before.indexed_at)

    def test_it_is_asked_only_for_something_newer(self, site, read):
        site.page("/", PAGE, ETag='"1"')
        source = read()
        read(source=source)
        assert site.got[-1][1]["If-None-Match"] == '"1"'
        assert Article.objects.get().body

    def test_what_has_changed_is_indexed_again(self, site, read):
        site.page("/", PAGE)
        source = read()
        site.page("/", PAGE.replace("two days", "three days"))
        read(source=source)
        assert "three days" in Article.objects.get().chunks.first().text

    def test_letters_are_read_as_the_server_says(self, site, read):
        site.put("/", html("<p>Доставка</p>").encode("cp1251"), "text/html; charset=windows-1251")
        read()
        assert Article.objects.get().body == "Доставка"

    def test_a_pdf_behind_an_address_is_read_too(self, site, read, tmp_path):
        made = pdf(tmp_path / "prices.pdf", [["Cleaning costs 80 euros."]])
        site.put("/prices.pdf", made.read_bytes(), "application/pdf")
        read("/prices.pdf")
        assert "Cleaning costs 80 euros." in Article.objects.get().body


class TestTroubles:
    @pytest.mark.parametrize(
        ("body", "status", "trouble"),
        [
            (html("<div id='app'></div><script>start()</script>"), 200, "page_no_text"),
            (html("<form><p>Log in</p><input type=password></form>"), 200, "page_login"),
            ("", 401, "page_login"),
            ("", 404, "page_gone"),
            ("", 410, "page_gone"),
            ("", 503, "page_answer"),
        ],
    )
    def test_a_page_that_cannot_be_read_says_why(self, site, read, body, status, trouble):
        site.put("/", body.encode(), "text/html", status=status)
        source = read()
        assert (source.state, source.trouble) == (Source.State.FAILED, trouble)

    def test_what_is_no_text_says_so(self, site, read):
        site.put("/", b"GIF89a", "image/gif")
        assert read().trouble == "outside_media_type"

    def test_a_page_that_is_gone_is_not_found_any_more(self, site, read):
        site.page("/", PAGE)
        source = read()
        del site.answers["/"]
        assert read(source=source).state == Source.State.FAILED
        assert not Article.objects.exists()

    def test_while_its_server_is_away_it_stays_found(self, site, read):
        site.page("/", PAGE)
        source = read()
        site.put("/", b"", "text/html", status=503)
        assert read(source=source).state == Source.State.WARNING
        assert Article.objects.get().chunks.exists()


class TestAdding:
    @pytest.mark.parametrize("url", ["", "ftp://example.com", "https://10.0.0.1/", "http://example.com/", "https://["])
    def test_an_address_that_is_not_reached_is_refused(self, tenant, url):
        with pytest.raises(InvalidInput) as refused:
            services.source_web_add(kind=Source.Kind.PAGE, url=url)
        assert refused.value.field == "url"

    def test_the_same_address_is_not_added_twice(self, site, read):
        site.page("/a", PAGE)
        read("/a")
        with pytest.raises(InvalidInput) as refused:
            services.source_web_add(kind=Source.Kind.PAGE, url=site.url("/a?utm_source=mail#top"))
        assert refused.value.code == "taken"

    def test_its_address_is_its_name_until_it_gets_one(self, site, read):
        assert read("/a").name == f"{site.host}/a"
        assert read("/b", name="Prices").name == "Prices"


class TestSchedule:
    def test_it_is_read_again_each_day_by_one_job(self, site, read):
        site.page("/", PAGE)
        source = read(schedule=Source.Schedule.DAILY)
        site.page("/", PAGE.replace("two days", "three days"))
        Job.objects.filter(kind="knowledge.read_by_schedule").update(due_at="2000-01-01T00:00:00Z")
        read_at = source.read_at
        services.source_update(source=source, changes={"schedule": Source.Schedule.DAILY})
        job = Job.objects.get(kind="knowledge.read_by_schedule")
        source.refresh_from_db()
        assert job.due_at == source.next_read_at
        services.source_read_by_schedule(source_id=source.pk)
        source.refresh_from_db()
        assert source.state == Source.State.QUEUED
        assert source.read_at == read_at
        assert Job.objects.filter(kind="knowledge.read_by_schedule").count() == 1

    def test_switching_it_off_ends_it(self, site, read):
        site.page("/", PAGE)
        source = read(schedule=Source.Schedule.WEEKLY)
        source = services.source_update(source=source, changes={"schedule": Source.Schedule.OFF})
        assert source.next_read_at is None
        assert not Job.objects.exists()
        services.source_read_by_schedule(source_id=source.pk)
        assert not Job.objects.exists()

    def test_deleting_it_ends_it(self, site, read):
        site.page("/", PAGE)
        services.source_delete(source=read(schedule=Source.Schedule.DAILY))
        assert not Job.objects.filter(kind="knowledge.read_by_schedule").exists()
        assert not Article.objects.exists()
