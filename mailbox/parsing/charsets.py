"""The charsets in which mails are read. Python knows more: some take quadratic time, some are no charsets at all."""

import codecs
import re

KNOWN = re.compile(
    r"utf-(?:8|8-sig|16|16-le|16-be|32|32-le|32-be)|ascii|iso8859-\d+|cp125\d|cp866|cp932|cp949|koi8-[rtu]|mac-cyrillic"
    r"|gb2312|gbk|gb18030|big5|shift_jis|euc_(?:jp|kr)|iso2022_(?:jp|kr)"
)


def codec_of(charset: str) -> codecs.CodecInfo | None:
    """None for what is unknown or not to be trusted."""
    try:
        codec = codecs.lookup(charset)
    except (LookupError, ValueError):
        return None
    return codec if KNOWN.fullmatch(codec.name) else None
