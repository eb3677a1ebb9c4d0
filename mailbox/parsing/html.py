"""HTML of strangers → HTML that may be shown; and between HTML and text."""

import html
import re
from collections import Counter

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
BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote)[^<>]{0,1000}>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")

# What nh3 makes of HTML takes time that grows with the square of its depth.
TAGS_MOST = 20_000
DEPTH_MOST = 200
# Where tags mean nothing: comments, texts that are taken as they are, and values of attributes.
UNREAD = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|textarea|xmp|iframe|noembed|noframes)\b.*?(?:</\1|\Z)"
    r"""|=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))""",
    re.IGNORECASE | re.DOTALL,
)
OPENED_OR_CLOSED = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# These hold nothing, or are closed by the next of their kind.
SHALLOW = {
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
}  # fmt: skip


def is_tangled(source: str) -> bool:
    """Whether it is so deep or full of tags that nobody wrote it to be read. A guess from above, in linear time."""
    if source.count("<") > TAGS_MOST:
        return True
    opened: Counter[str] = Counter()
    depth = 0
    for closing, name in OPENED_OR_CLOSED.findall(UNREAD.sub(" ", source)):
        name = name.lower()
        if closing:
            # What closes nothing counts for nothing.
            depth -= opened[name] > 0
            opened[name] = max(0, opened[name] - 1)
        elif name not in SHALLOW:
            opened[name] += 1
            depth += 1
        if depth > DEPTH_MOST:
            return True
    return False


def html_safe(source: str) -> str:
    """Only known tags; links open elsewhere and tell nobody where from; pictures from elsewhere are left out.

    Empty when the source is tangled.
    """
    if is_tangled(source):
        return ""
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
    """What HTML says, without its form; of tangled HTML roughly."""
    safe = TAG.sub("", BREAKS.sub("\n", source)) if is_tangled(source) else html_safe(source)
    plain = html.unescape(nh3.clean(BREAKS.sub("\n", safe), tags=set()))
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
