"""The words for what can be wrong with a web page or a site; each says what to do."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from tenants.outside_failures import OutsideFailure

# Before OutsideFailure's code: why a server gave no answer.
OUTSIDE = "outside_"

_CHECK = gettext_lazy("Check the address, see whether it opens in a browser, and read again.")

WEB_TROUBLES = {
    **{OUTSIDE + failure.value: format_lazy("{} {}", failure.label, _CHECK) for failure in OutsideFailure},
    OUTSIDE + OutsideFailure.TOO_BIG: gettext_lazy(
        "There is more than 10 MB behind this address. Add what matters of it as a file or an article."
    ),
    OUTSIDE + OutsideFailure.MEDIA_TYPE: gettext_lazy(
        "There is no text behind this address that can be read. Leave it out, or add its text as an article."
    ),
    "page_login": gettext_lazy(
        "The page asks for a login. Open it to everybody, or add what it says as a file or an article."
    ),
    "page_no_text": gettext_lazy(
        "There is no text in the page: it is made by a script, or of pictures. Add its text as an article or a file."
    ),
    "page_robots": gettext_lazy(
        "The site's robots.txt asks not to read this page. Allow “Leadwright” there, or add its text as a file."
    ),
    "page_gone": gettext_lazy(
        "There is no such page any more (status %(status)s), and what was read of it is not found. "
        "Change the address, or delete the source."
    ),
    "page_answer": gettext_lazy(
        "The server answered with status %(status)s. See whether the page opens in a browser, and read again."
    ),
    "page_duplicate": gettext_lazy("The same text stands at %(address)s, and is found from there."),
    "page_cut": gettext_lazy("It is too long: only its beginning was taken. Add the rest as a file."),
    "site_empty": gettext_lazy(
        "No page of this site is to be read: none fits the addresses you gave. Change them and read again."
    ),
    "site_robots": gettext_lazy(
        "The site's robots.txt could not be read, so that no page may be. Read again later, or ask who runs the site."
    ),
    "site_unread": gettext_lazy(
        "%(count)s of %(pages)s pages could not be read, the first of them %(address)s. Why, and what to do, "
        "stands beside each of them below."
    ),
    "site_most": gettext_lazy(
        "The site has more pages than the %(most)s that are read. Say which addresses matter, and read again."
    ),
}
