import pytest

from knowledge.web.robots import robots_parsed
from knowledge.web_addresses import Rules, address_normal

SITE = "https://shop.test"


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "normal"),
        [
            ("HTTPS://Shop.Test:443", "https://shop.test/"),
            ("https://shop.test/a?utm_source=x&b=1#top", "https://shop.test/a?b=1"),
            ("https://shop.test/цены", "https://shop.test/%D1%86%D0%B5%D0%BD%D1%8B"),
            ("../b", "https://shop.test/b"),
            ("mailto:me@shop.test", None),
            ("https://me:secret@shop.test/", None),
            ("https://[", None),
            ("https://shop.test/" + "x" * 2000, None),
        ],
    )
    def test_each_page_has_one_spelling(self, address, normal):
        assert address_normal(address, base="https://shop.test/a/") == normal

    @pytest.mark.parametrize(
        ("address", "takes"),
        [
            (f"{SITE}/help/a", True),
            (f"{SITE}/help/old/a", False),
            (f"{SITE}/blog", False),
            (f"{SITE}/help/a.jpg", False),
            ("https://other.test/help/a", False),
        ],
    )
    def test_patterns_say_what_is_read(self, address, takes):
        assert Rules(f"{SITE}/", include=["help/*"], exclude=["/help/old/*"]).takes(address) is takes


class TestRobots:
    @pytest.mark.parametrize(
        ("path", "allowed"),
        [
            ("/", True),
            ("/cart", False),
            ("/cart/help", True),
            ("/a.pdf", False),
            ("/a.pdf?x", True),
            ("/x/private/y", False),
        ],
    )
    def test_the_longest_rule_decides(self, path, allowed):
        text = "User-agent: *\nDisallow: /cart\nAllow: /cart/help\nDisallow: /*.pdf$\nDisallow: /x/*/y"
        assert robots_parsed(text, product="Leadwright").allows(SITE + path) is allowed

    def test_a_group_of_our_own_comes_first(self):
        text = "User-agent: *\nDisallow: /\n\nUser-agent: a\nUser-agent: leadwright\nCrawl-delay: 3\nDisallow: /b"
        robots = robots_parsed(text, product="Leadwright")
        assert (robots.allows(f"{SITE}/a"), robots.allows(f"{SITE}/b"), robots.delay) == (True, False, 3.0)

    def test_what_says_nothing_allows_all(self):
        assert robots_parsed("<html>no robots</html>", product="Leadwright").allows(f"{SITE}/a")

    def test_of_two_rules_of_one_length_the_friendlier_holds(self):
        robots = robots_parsed("User-agent: *\nDisallow: /a*\nAllow: /ab\nDisallow: /", product="Leadwright")
        assert robots.allows(f"{SITE}/ab")
