"""Windows of the browser, and the way into the demo."""

from playwright.sync_api import Browser, Page

from tests.stack import Stack

DEFAULT_MS = 30_000


def window_open(browser: Browser, *, locale: str, width: int = 1280, height: int = 900) -> Page:
    """A window with cookies of its own. `complaints` has the errors of its scripts and of its console."""
    page = browser.new_context(locale=locale, viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(DEFAULT_MS)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    return page


def log_in(page: Page, stack: Stack) -> None:
    """As the owner of the demo, to its first page."""
    page.goto(f"{stack.url}/accounts/login/")
    page.locator("input[name=login]").fill(stack.email)
    page.locator("input[type=password]").fill(stack.password)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url("**/manage/**")
