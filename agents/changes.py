"""What changed between two versions of an agent, in words, by the tab on which it is set."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.as_in_kommo import KommoNames
from agents.line_diff import Line, line_diff
from agents.settings import AgentSettings
from agents.settings.differences import Difference, Path, differences
from agents.tabs import TABS, tab_of_part
from agents.wording.labels import label_of
from agents.wording.words import NOTHING, in_words, row_in_words

# A text longer than this, or of several lines, is shown line by line.
SHORT = 80


@dataclass(frozen=True)
class Change:
    """`place`: the pipeline and stage, the field or the script it is about. `lines` instead of the two, if long."""

    place: str
    label: str
    before: str
    after: str
    lines: list[Line]


@dataclass(frozen=True)
class ChangesOfTab:
    title: str
    page: str
    changes: list[Change]


def changes_between(
    before: AgentSettings, after: AgentSettings, *, names: KommoNames | None = None
) -> list[ChangesOfTab]:
    """In the order of the tabs; queries only for what the changes name, and `names` has not read yet."""
    names = names or KommoNames()
    scripts = {script.id: script.name for settings in (before, after) for script in settings.scripts}
    found: dict[str, list[Change]] = {}
    for difference in differences(before, after):
        page = tab_of_part(str(difference.path[0])).page
        found.setdefault(page, []).append(_change(difference, names, scripts))
    return [ChangesOfTab(str(tab.title), tab.page, found[tab.page]) for tab in TABS if tab.page in found]


def labels_of(found: Iterable[Difference], settings: AgentSettings) -> list[str]:
    """What these settings are called, each once, without where they stand."""
    names = KommoNames()
    scripts = {script.id: script.name for script in settings.scripts}
    return list(dict.fromkeys(label_of(one.path, row=row_in_words(one.path, names, scripts)) for one in found))


def _change(difference: Difference, names: KommoNames, scripts: dict[int, str]) -> Change:
    path = difference.path
    before, after = (in_words(path, value, names) for value in (difference.before, difference.after))
    is_long = any(len(text) > SHORT or "\n" in text for text in (before, after))
    return Change(
        place=_place(path, names, scripts),
        label=label_of(path, row=row_in_words(path, names, scripts)),
        before=before,
        after=after,
        lines=line_diff(*("" if text == NOTHING else text for text in (before, after))) if is_long else [],
    )


def _place(path: Path, names: KommoNames, scripts: dict[int, str]) -> str:
    if path[0] == "pipelines":
        stage = [names.stage(int(path[1]), int(path[3])).name] if len(path) > 3 else []
        return " · ".join([names.pipeline(int(path[1])).name, *stage])
    if path[0] == "scripts" and len(path) > 2:
        return scripts.get(path[1], "")
    if path[0] == "data_entry" and len(path) > 3:
        return names.field(str(path[1]), str(path[2]))
    return ""
