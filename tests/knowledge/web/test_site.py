"""A site of many pages as a source."""

import gzip

import pytest

from knowledge import services
from knowledge.models import Article, Source, WebPage
from knowledge.readers.troubles import ReadingFailed
from knowledge.sourcing import source_read
from knowledge.web.preview import site_preview
from knowledge.web_addresses import Rules
from tests.jobs import run_due_jobs
from tests.knowledge.web.conftest import html


def links(*paths: str, text: str = "Links") -> str:
    return html(f"<main><p>{text}</p></main><nav>{''.join(f'<a href={path}>x</a>' for path in paths)}</nav>")


def paths(site) -> set[str]:
    return {url.removeprefix(site.url("")) for url in Article.objects.values_list("url", flat=True)}


def sitemap(site, *pages: str) -> bytes:
    locations = "".join(f"<url><loc>{site.url(page)}</loc></url>" for page in pages)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset>'.encode()


@pytest.fixture
def read_site(read):
    def reading(path: str = "/", **fields) -> Source:
        return read(path, kind=Source.Kind.SITE, **fields)

    return reading


class TestBySitemap:
    def test_its_pages_are_read(self, site, read_site):
        for path in ("/", "/help/a", "/help/b", "/blog/c"):
            site.page(path, html(f"<main><p>The page {path}</p></main>"))
        site.put("/sitemap.xml", sitemap(site, "/help/a", "/help/b", "/blog/c"), "application/xml")
        source = read_site(include=["/help/*"], exclude=["*/b"])
        assert paths(site) == {"/help/a"}
        assert (source.state, source.steps_done, source.steps_all) == (Source.State.READY, 1, 1)

    def test_an_index_that_robots_name_is_followed_packed_or_not(self, site, read_site):
        site.page("/", html("<p>Start</p>"))
        site.page("/a", html("<p>Page a</p>"))
        site.put("/robots.txt", f"Sitemap: {site.url('/index.xml')}".encode(), "text/plain")
        index = f"<sitemapindex><sitemap><loc>{site.url('/map.xml.gz')}</loc></sitemap></sitemapindex>"
        site.put("/index.xml", index.encode(), "application/xml")
        site.put("/map.xml.gz", gzip.compress(sitemap(site, "/a")), "application/gzip")
        read_site()
        assert paths(site) == {"/", "/a"}

    def test_pages_of_other_hosts_are_left_alone(self, site, read_site):
        site.page("/a", html("<p>Page a</p>"))
        foreign = sitemap(site, "/a").replace(b"</urlset>", b"<url><loc>https://127.0.0.1:1/x</loc></url></urlset>")
        site.put("/sitemap.xml", foreign, "application/xml")
        read_site()
        assert paths(site) == {"/a"}

    def test_at_most_so_many_are_read(self, site, read_site, settings):
        settings.KNOWLEDGE_SITE_MOST_PAGES = 2
        for number in range(4):
            site.page(f"/{number}", html(f"<p>Page {number}</p>"))
        site.put("/sitemap.xml", sitemap(site, "/0", "/1", "/2", "/3"), "application/xml")
        source = read_site("/0")
        assert paths(site) == {"/0", "/1"}
        assert (source.state, source.trouble) == (Source.State.WARNING, "site_most")


class TestByLinks:
    def test_links_are_followed_so_deep_on_the_same_host(self, site, read_site):
        site.page("/", links("/a", "/a#part", "https://127.0.0.1:1/", "mailto:x@y.test", "/logo.png"))
        site.page("/a", links("/b", text="Page a"))
        site.page("/b", links("/c", text="Page b"))
        site.page("/c", links(text="Page c"))
        read_site(depth=2)
        assert paths(site) == {"/", "/a", "/b"}
        assert site.paths.count("/a") == 1

    def test_what_robots_forbid_is_not_asked_for(self, site, read_site):
        site.put("/robots.txt", b"User-agent: *\nDisallow: /private", "text/plain")
        site.page("/", links("/private/a", "/b"))
        site.page("/b", links(text="Page b"))
        source = read_site()
        assert "/private/a" not in site.paths
        assert source.trouble == "site_unread"
        assert WebPage.objects.get(url=site.url("/private/a")).trouble == "page_robots"

    def test_a_start_page_outside_of_the_patterns_is_only_followed(self, site, read_site):
        site.page("/", links("/help/a"))
        site.page("/help/a", links(text="Page a"))
        read_site(include=["/help/*"])
        assert paths(site) == {"/help/a"}

    def test_one_text_at_two_addresses_is_one_article(self, site, read_site):
        site.page("/", links("/a", "/b", "/c"))
        site.page("/a", html("<p>Twice the same</p>"))
        site.page("/b", html("<p>Twice the same</p>"))
        canonical = f"<link rel=canonical href='{site.url('/a')}'>"
        site.page("/c", html("<p>Nearly the same</p>", head=canonical))
        source = read_site()
        assert paths(site) == {"/", "/a"}
        assert source.trouble == ""


class TestAgain:
    def test_pages_that_are_gone_or_left_out_are_removed(self, site, read, read_site):
        site.page("/", links("/a", "/b", "/c"))
        for name in "abc":
            site.page(f"/{name}", links(text=f"Page {name}"))
        source = read_site()
        del site.answers["/a"]
        site.page("/", links("/a", "/b"))
        read(source=source)
        assert paths(site) == {"/", "/b"}
        assert WebPage.objects.count() == 2

    def test_only_changed_pages_are_indexed_again(self, site, read, read_site):
        site.page("/", links("/a"))
        site.page("/a", links(text="Page a"))
        source = read_site()
        before = dict(Article.objects.values_list("url", "indexed_at"))
        site.page("/a", links(text="Page a, changed"))
        read(source=source)
        after = dict(Article.objects.values_list("url", "indexed_at"))
        assert [url for url in after if after[url] != before[url]] == [site.url("/a")]

    def test_a_worker_that_takes_over_goes_on_where_it_stood(self, site, read_site):
        site.page("/", links("/a", "/b"))
        site.page("/a", links(text="Page a"))
        site.page("/b", links(text="Page b"))
        source = read_site()
        unread = WebPage.objects.filter(url=site.url("/b"))
        unread.update(read_version=0)
        Source.objects.update(state=Source.State.READING)
        site.got.clear()
        source_read(source_id=source.pk)
        assert site.paths == ["/robots.txt", "/b"]

    def test_stopping_it_ends_it_and_keeps_what_was_found(self, site, read_site):
        site.page("/", links("/a"))
        site.page("/a", links(text="Page a"))
        source = read_site()
        source = services.source_read_again(source=source)
        services.source_cancel(source=source)
        run_due_jobs()
        source.refresh_from_db()
        assert source.state == Source.State.CANCELLED
        assert paths(site) == {"/", "/a"}

    def test_a_page_that_asks_for_a_login_is_named(self, site, read_site):
        site.page("/", links("/account"))
        site.put("/account", b"", "text/html", status=401)
        source = read_site()
        assert (source.state, source.trouble) == (Source.State.WARNING, "site_unread")
        assert source.trouble_facts == {"count": 1, "pages": 2, "address": site.url("/account")}

    def test_a_server_that_is_away_leaves_all_as_it_was(self, site, read, read_site, settings):
        site.page("/", links("/a"))
        site.page("/a", links(text="Page a"))
        source = read_site()
        settings.OUTSIDE_ALLOWED = []
        source = read(source=source)
        assert (source.state, source.trouble) == (Source.State.FAILED, "outside_address_refused")
        assert paths(site) == {"/", "/a"}

    def test_a_site_of_which_nothing_fits_says_so(self, site, read_site):
        site.page("/", links("/a"))
        assert read_site(include=["/nowhere/*"]).trouble == "site_empty"


class TestPreview:
    def test_it_names_the_pages_of_the_sitemap(self, site):
        site.put("/sitemap.xml", sitemap(site, "/a", "/b"), "application/xml")
        found = site_preview(Rules(start=site.url("/"), exclude=["/b"]))
        assert (found.addresses, found.by_sitemap) == ([site.url("/"), site.url("/a")], True)

    def test_without_one_it_names_what_the_start_page_links_to(self, site):
        site.page("/", links("/a", "/b"))
        found = site_preview(Rules(start=site.url("/")))
        assert (found.addresses, found.by_sitemap) == ([site.url(path) for path in ("/", "/a", "/b")], False)

    def test_a_site_that_is_away_says_so(self, site, settings):
        settings.OUTSIDE_ALLOWED = []
        with pytest.raises(ReadingFailed) as failed:
            site_preview(Rules(start=site.url("/")))
        assert failed.value.code == "outside_address_refused"
