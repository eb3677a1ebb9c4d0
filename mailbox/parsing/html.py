"""HTML of strangers → HTML that may be shown; and between HTML and text."""

import html
import re

import nh3

# Nothing that loads from elsewhere, runs, or looks like a part of our page; pictures only when they are in the mail.
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "div",
    "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre",
    "q", "s", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign"},
    "*": {"dir", "lang"},
}
DROPPED_WITH_CONTENT = {"script", "style", "title", "head", "iframe", "object", "svg", "math", "template", "noscript"}
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote)[^>]*>", re.IGNORECASE)


def html_safe(source: str) -> str:
    """Only known tags; links open elsewhere and tell nobody where from; pictures from elsewhere are left out."""
    return nh3.clean(
        source,
        tags=TAGS,
        clean_content_tags=DROPPED_WITH_CONTENT,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer nofollow",
    )


def html_text(source: str) -> str:
    """What safe HTML says, without its form."""
    plain = html.unescape(nh3.clean(BREAKS.sub("\n", source), tags=set()))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def text_html(text: str) -> str:
    """Text as HTML that looks the same: paragraphs and line breaks."""
    paragraphs = re.split(r"\n{2,}", html.escape(text.strip()))
    return "".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src" and not PICTURE.match(value):
        return None
    if tag == "a" and name == "href" and value.lower().lstrip().startswith("data:"):
        return None
    return value
