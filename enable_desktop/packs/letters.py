"""What the mails that go with a pack are filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from enable_desktop.packs.contents import Change
from enable_desktop.packs.sent import Form
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from enable_desktop.packs.contents import PackContents
    from enable_desktop.packs.sent import PackExport

_NAMED: Final = 8
_HOW: Final = {
    Form.ZIP: mark("Unpack it and open index.html in any browser; it needs no network."),
    Form.FOLDER: mark("Open index.html in it in any browser; it needs no network."),
    Form.PAGE: mark("Open the file in any browser, also on a phone; it needs no network."),
    Form.BOOKLET: mark("Read it on the screen, or print it."),
}


def known_of(contents: PackContents, export: PackExport | None, sender: str, words: Words) -> dict[str, str]:
    """The fields of a mail about a pack; empty where nothing is known. `export` is the last one."""
    form = export.form if export is not None else Form.ZIP
    new = [item.title for item in contents.items if item.change is Change.NEW]
    changed = [item.title for item in contents.items if item.change is Change.CHANGED]
    gone = [
        words(mark("{title} (use instead: {other})"), title=each.title, other=each.instead)
        if each.instead
        else each.title
        for each in contents.gone
    ]
    return {
        "title": contents.title,
        "company": contents.company,
        "sender": sender,
        "count": words.n("{n} piece of content", "{n} pieces of content", len(contents.items)),
        "how": words(_HOW[form]),
        "until": words.day(contents.until),
        "since": words.day(contents.since),
        "new": _listed(new, words),
        "changed": _listed(changed, words),
        "gone": _listed(gone, words),
        "answers": contents.answers,
        "first": next((item.title for item in contents.items if item.change is Change.NEW), ""),
    }


def _listed(titles: list[str], words: Words) -> str:
    lines = [f"- {title}" for title in titles[:_NAMED]]
    if len(titles) > _NAMED:
        lines.append(words.n("- and {n} more", "- and {n} more", len(titles) - _NAMED))
    return "\n".join(lines)
