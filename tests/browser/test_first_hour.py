"""A new customer's first hour, in a real browser: register → connect → sync → settings → an answer in Kommo."""

import pytest
from playwright.sync_api import Browser, Page, expect

from config.paths import ROOT
from tests.browser.windows import window_open
from tests.stack import Stack

pytestmark = pytest.mark.browser

FACT = "The clinic's parking is on Maple Street, number 7."
SCREENSHOTS = ROOT / "screenshots"
LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 390)}
# A burst wait, a search with the model loaded for the first time, and a send.
ANSWER_SECONDS = 60


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """One window for the whole hour. A message of the browser's console about our pages fails the test."""
    return window_open(browser, locale="en-US")


class TestFirstHour:
    """In order: each step stands on the one before."""

    def test_registering_lands_in_a_workspace_of_ones_own(self, page: Page, stack: Stack):
        page.goto(stack.url)
        page.get_by_role("link", name="Create a workspace").or_(page.get_by_role("link", name="Sign up")).first.click()
        page.locator("input[name=email]").fill("ann@clinic.test")
        page.locator("input[type=password]").first.fill("long-enough-and-odd")
        page.get_by_label("Company or team").fill("Maple Clinic")
        page.get_by_role("button", name="Create account").click()
        page.goto(f"{stack.url}/dev/mail")
        page.locator("a[href*='confirm-email']").first.click()
        page.get_by_role("button", name="Yes, confirm it").click()
        page.wait_for_url("**/manage/maple-clinic/dashboard")
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()

    def test_connecting_kommo_brings_its_settings(self, page: Page):
        page.get_by_role("link", name="Integrations").first.click()
        page.get_by_role("link", name="Kommo").first.click()
        page.get_by_role("button", name="Connect Kommo").click()
        page.get_by_text("31000002").click()
        page.locator("button[value=allow]").click()
        page.wait_for_url("**/manage/maple-clinic/integrations/kommo")
        expect(page.get_by_text("Connected", exact=False).first).to_be_visible()
        expect(page.locator(".sync-bar").first).to_contain_text("added", timeout=60_000)

    def test_syncing_again_changes_nothing(self, page: Page):
        page.get_by_role("button", name="Sync CRM Settings").first.click()
        expect(page.locator(".sync-bar").first).to_contain_text("just now", timeout=60_000)

    def test_an_agent_is_made_and_put_to_work(self, page: Page):
        page.get_by_role("link", name="Agents").first.click()
        page.locator("a[href$='/ai-agents/new']").first.click()
        page.get_by_role("textbox", name="Name").fill("Robin")
        page.locator("form button[type=submit]").last.click()
        page.wait_for_url("**/edit/pipelines")
        for pipeline in page.locator("section.pipeline").all():
            pipeline.locator(".pipeline__works").click()
            if not pipeline.locator(".pipeline__all").is_visible():
                pipeline.locator("summary").click()
            pipeline.locator(".pipeline__all").click()
        page.get_by_role("button", name="Save").last.click()
        expect(page.get_by_text("Saved in the draft.").first).to_be_visible()
        page.reload()
        expect(page.locator("section.pipeline input[type=checkbox][name$='.is_active:b']").first).to_be_checked()
        page.locator("#draft-bar button[name=switch_on]").click()
        expect(page.get_by_text("Version 1 is live.").first).to_be_visible()

    def test_an_article_is_written_and_indexed(self, page: Page):
        page.get_by_role("link", name="Knowledge").first.click()
        page.locator("a[href$='/knowledge/articles/new']").first.click()
        page.get_by_label("Title").fill("Parking")
        page.locator("textarea").first.fill(FACT)
        page.get_by_text("Published", exact=True).click()
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Knowledge").first.click()
        expect(page.locator("tbody").get_by_text("Ready").first).to_be_visible(timeout=60_000)

    def test_a_customer_who_writes_in_kommo_gets_the_answer(self, page: Page, stack: Stack):
        lead = stack.leads(account="clinic")[0]
        before = len(stack.answers(lead, account="clinic"))
        stack.play("say", account="clinic", lead_id=lead["id"], talk_id=lead["talk_id"], text="Where can I park?")
        stack.wait(lambda: len(stack.answers(lead, account="clinic")) > before, "an answer", ANSWER_SECONDS)
        assert FACT in stack.answers(lead, account="clinic")[-1]

    def test_the_inbox_says_who_answered_and_why(self, page: Page):
        page.get_by_role("link", name="Inbox").first.click()
        page.locator("a[href*='/inbox/']").first.click()
        expect(page.get_by_text(FACT, exact=False).first).to_be_visible()
        expect(page.get_by_text("Answered by Robin", exact=False).first).to_be_visible()

    def test_taking_over_silences_the_agent(self, page: Page):
        page.get_by_role("button", name="Take over").click()
        expect(page.get_by_role("button", name="Hand back")).to_be_visible()

    def test_the_browser_complained_of_nothing(self, page: Page):
        assert page.complaints == []

    @pytest.mark.parametrize("look", LOOKS)
    def test_every_page_holds_in_every_look(self, page: Page, stack: Stack, look: str):
        """Nothing is wider than the window. The pictures are for people to look at."""
        scheme, width = LOOKS[look]
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        folder = SCREENSHOTS / look
        folder.mkdir(parents=True, exist_ok=True)
        for path in (
            "dashboard", "inbox", "inbox/1", "ai-agents", "ai-agents/new", "ai-agents/1/edit",
            "ai-agents/1/edit/pipelines", "ai-agents/1/edit/channels", "knowledge", "knowledge/articles/1",
            "knowledge/categories", "knowledge/search", "integrations", "integrations/kommo", "integrations/model",
            "integrations/kommo/data", "integrations/kommo/deliveries", "integrations/kommo/webhooks",
            "integrations/kommo/permissions", "integrations/kommo/diagnostics", "integrations/kommo/log",
            "integrations/webhooks", "ai-agents/1/edit/available-integrations",
            "ai-agents/1/edit/integrations/kommo/edit", "account-settings", "account-settings/members",
            "account-settings/api-tokens",
        ):  # fmt: skip
            answer = page.goto(f"{stack.url}/manage/maple-clinic/{path}")
            assert answer.status == 200, path
            page.screenshot(path=folder / f"{path.replace('/', '_')}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{look} {path}"
