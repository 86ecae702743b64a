"""The thread of one record as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from enable_desktop.briefs import one_line
from enable_desktop.charter.evidence import cited
from enable_desktop.thread_report import NONE_YET, Step, ThreadReport
from enable_desktop.words import Words


def thread_markdown(report: ThreadReport, words: Words) -> str:
    """A thread as Markdown, in the language of `words`."""
    return "\n\n".join(_parts(report, words)) + "\n"


def _parts(report: ThreadReport, words: Words) -> Iterator[str]:
    yield f"# {words('The thread of “{title}”', title=one_line(report.title))}"
    yield f"{report.noun}, {words.day(report.today)}"
    for station in report.stations:
        yield f"## {words(station.stage.label)}"
        lines = [_line(step) for step in station.steps] or [words(NONE_YET[station.stage])]
        if station.more:
            lines.append(words.n("- and {n} more", "- and {n} more", station.more))
        yield "\n".join(lines)


def _line(step: Step) -> str:
    text = one_line(cited(step.text, step.source))
    text = f"**{text}**" if step.is_start else text
    return "\n".join((f"- {text}", *(f"  - {one_line(arrow)}" for arrow in step.arrows)))
