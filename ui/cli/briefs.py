"""`export brief`: the page taken into a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enable_desktop.words import mark
from ui.cli.handing_over import keep_apart, say_printed
from ui.cli.screen import screen_words
from ui.cli.session import PATH, Session
from ui.underway import underway

if TYPE_CHECKING:
    from enable_desktop.briefs import Brief
    from enable_desktop.words import Words


class Meeting(click.ParamType[int]):
    """The number of a meeting, or `next`, which is 0."""

    name = "ID|next"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> int:
        text = str(value).strip().lower()
        if text == "next":
            return 0
        if not text.isdecimal() or not 0 < int(text) < 2**63:
            said = mark("“{value}” is no meeting: give its number, or “next”.")
            self.fail(screen_words()(said, value=value), param, context)
        return int(text)


@click.command(help=mark("The brief of a meeting on one page, as PDF or Markdown."))
@click.argument("file", type=PATH)
@click.option("--interview", "meeting", required=True, type=Meeting(), help=mark("Its number, or “next”."))
@click.option("-o", "out", required=True, metavar="OUT", type=PATH, help=mark("The file."))
@click.option("--format", "form", type=click.Choice(["pdf", "md"]), help=mark("As what; else by the ending of OUT."))
@click.option("--figures", is_flag=True, help=mark("A second sheet with both sides' numbers, for you alone."))
@click.option("--page", type=click.Choice(["a4", "letter"]), help=mark("The paper."))
@click.pass_obj
def brief(
    session: Session, file: Path, meeting: int, out: Path, form: str | None, page: str | None, figures: bool
) -> None:
    from ui.briefs import brief_report, next_meeting

    with session.reading(file) as workspace:
        words = session.document_words(workspace)
        report = brief_report(workspace, meeting or next_meeting(workspace), page or "", figures=figures)
    keep_apart(session, file, out)
    with underway(session.place().home, out):
        if (form or ("md" if out.suffix.lower() in (".md", ".markdown") else "pdf")) == "md":
            from exports.brief_markdown import brief_markdown
            from exports.write import write_text

            write_text(out, brief_markdown(report, words))
            session.say(mark("Wrote {path}."), path=out)
        else:
            _write_pdf(session, report, words, out)


def _write_pdf(session: Session, report: Brief, words: Words, out: Path) -> None:
    from exports.brief import left_out_sentence, write_brief

    printed = write_brief(report, words, out)
    say_printed(session, out, printed.pages, printed.unprintable)
    if printed.left_out:
        session.note(left_out_sentence(printed.left_out, session.words))
