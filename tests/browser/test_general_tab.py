"""The General tab in a real browser: it saves by itself, says what is wrong where it is wrong, and its rows move."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_first_hour import LOOKS, SCREENSHOTS
from tests.browser.windows import log_in, window_open
from tests.stack import Stack

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser, stack: Stack) -> Page:
    """The demo's first agent, opened by its owner."""
    opened = window_open(browser, locale="en-US")
    log_in(opened, stack)
    agent_id = stack.rows("SELECT id FROM agents_agent ORDER BY id")[0][0]
    opened.goto(f"{stack.url}/manage/sever/ai-agents/{agent_id}/edit")
    return opened


class TestGeneralTab:
    """In order: each step stands on the one before."""

    def test_it_saves_by_itself(self, page: Page):
        page.locator("#s-goal").fill("A visit is agreed.")
        expect(page.locator("#tab-state")).to_contain_text("Saved")
        page.locator("label", has_text="Friendly").click()
        expect(page.get_by_text("Not saved yet")).to_be_hidden()
        page.reload()
        expect(page.locator("#s-goal")).to_have_value("A visit is agreed.")
        expect(page.locator("[name='style.tone'][value=friendly]")).to_be_checked()

    def test_a_fault_stands_at_its_control_until_it_is_mended(self, page: Page):
        page.locator("#s-instructions").fill("Greet {contact.nane}.")
        place = page.locator("[data-faults-of='instructions']")
        expect(place).to_contain_text("{contact.name}")
        expect(page.locator("#s-instructions")).to_have_attribute("aria-invalid", "true")
        page.locator("#s-instructions").fill("Greet ")
        page.locator(".variables summary").click()
        page.locator("[data-insert='{contact.name}']").click()
        expect(page.locator("#s-instructions")).to_have_value("Greet {contact.name}")
        expect(place).to_be_empty()
        expect(page.locator("#tab-state")).to_contain_text("Saved")

    def test_hours_are_added_copied_and_checked(self, page: Page):
        page.locator("label.switch", has_text="only at certain hours").click()
        monday = page.locator("[data-day=mon]")
        monday.locator("input").nth(1).fill("09:00")
        monday.locator("input").nth(2).fill("13:00")
        monday.locator("[data-row-add]").click()
        monday.locator("[data-row]").nth(1).locator("input").nth(0).fill("18:00")
        monday.locator("[data-row]").nth(1).locator("input").nth(1).fill("14:00")
        expect(page.locator("[data-faults-of='hours.week.mon']")).to_contain_text("later than it opens")
        monday.locator("[data-row]").nth(1).locator("input").nth(1).fill("19:00")
        expect(page.locator("[data-faults-of='hours.week.mon']")).to_be_empty()
        page.locator("[data-rows-copy]").click()
        expect(page.locator("[data-day=fri] [data-row]")).to_have_count(2)
        expect(page.get_by_text("Not saved yet")).to_be_hidden()
        page.reload()
        expect(page.locator("[data-day=fri] [data-row]").nth(1).locator("input").nth(1)).to_have_value("19:00")
        expect(page.get_by_text("Open now").or_(page.get_by_text("opens next"))).to_be_visible()

    def test_fallback_models_change_places(self, page: Page):
        rows = page.locator("#s-model-fallbacks [data-row] input")
        rows.nth(0).fill("small")
        page.locator("#s-model-fallbacks [data-row-add]").click()
        rows.nth(1).fill("large")
        page.locator("#s-model-fallbacks [data-row-up]").nth(1).press("Enter")
        expect(page.get_by_text("Not saved yet")).to_be_hidden()
        page.reload()
        assert [row.input_value() for row in rows.all()] == ["large", "small", ""]

    @pytest.mark.parametrize("look", LOOKS)
    def test_it_looks_right(self, page: Page, look: str):
        theme, width = LOOKS[look]
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        folder = SCREENSHOTS / look
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / "agent_general.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        # The console tells each refused setting as an error.
        assert [text for text in page.complaints if "422" not in text] == []
