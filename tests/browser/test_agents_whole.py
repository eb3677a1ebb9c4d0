"""The agents as a whole in a real browser: made from a template, published, paused, looked at; in three looks."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_first_hour import SCREENSHOTS
from tests.browser.windows import log_in, window_open
from tests.stack import Stack

pytestmark = pytest.mark.browser
LOOKS = {
    "light": ("light", 1280, 900),
    "dark": ("dark", 1280, 900),
    "phone": ("light", 390, 844),
}


@pytest.fixture(scope="module")
def page(browser: Browser, stack: Stack) -> Page:
    """A desk, logged in to the demo, in Russian."""
    opened = window_open(browser, locale="ru-RU")
    log_in(opened, stack)
    return opened


@pytest.fixture
def root(page: Page, stack: Stack) -> str:
    workspace = page.url.split("/manage/")[1].split("/")[0]
    return f"{stack.url}/manage/{workspace}/ai-agents"


def look(page: Page, name: str) -> None:
    """As it is now, in every look; nothing is wider than a phone."""
    folder = SCREENSHOTS / "agents"
    folder.mkdir(parents=True, exist_ok=True)
    for kind, (scheme, width, height) in LOOKS.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{kind}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, kind)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_from_a_template_to_an_agent_that_runs(page: Page, root: str) -> None:
    page.goto(f"{root}/new?in=ru")
    page.locator("input[name=template][value=qualifier]").check()
    page.locator("details.template__sets summary").nth(1).click()
    look(page, "new")
    page.locator("main form.stack button[type=submit]").click()
    page.wait_for_url("**/edit/pipelines")
    agent = page.url.removesuffix("/edit/pipelines")
    page.goto(f"{agent}/edit/review")
    look(page, "review")
    page.goto(f"{agent}/edit/running")
    look(page, "running-unpublished")
    page.locator("button[name=switch_on]").first.click()
    page.wait_for_url("**/edit/history")
    look(page, "history")
    page.goto(f"{agent}/edit/running")
    page.locator("form[action$='/pause'] button[type=submit]").click()
    page.locator("form[action$='/resume']").wait_for()
    page.locator("[data-dialog-open=delete-agent]").click()
    page.locator("dialog[open] li").first.wait_for()
    look(page, "running-paused")
    assert page.complaints == []


def test_a_change_waits_in_the_bar_until_it_is_published(page: Page, root: str) -> None:
    page.goto(f"{root}/1/edit")
    page.locator("[name='goal']").fill("Клиент знает, что делать дальше.")
    page.locator("#draft-bar a").wait_for()
    look(page, "bar")
    page.locator("#draft-bar a").click()
    page.locator("ins").first.wait_for()
    look(page, "review-of-a-change")
    page.locator("#note").fill("Цель стала яснее")
    page.locator("form[action$='/publish'] button[type=submit]").first.click()
    page.wait_for_url("**/edit/history")
    page.goto(f"{page.url}/2")
    look(page, "version")
    assert page.complaints == []


def test_the_list_and_who_answers_where(page: Page, root: str) -> None:
    page.goto(root)
    look(page, "list")
    page.goto(f"{root}/coverage")
    look(page, "coverage")
    assert page.complaints == []
