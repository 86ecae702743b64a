"""Nobody is named who was promised not to be: every export there is, searched by its bytes as far down as they go."""

from __future__ import annotations

import base64
import gzip
import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Approval, Approver, Document, Objective
from enable_desktop.fields import Shape, fields_of
from enable_desktop.interviews import Interview, Mention, Rating, Sort, Statement, Theme
from enable_desktop.kinds import KINDS
from enable_desktop.library.assets import Asset
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Group, Hat, Person
from enable_desktop.reports import Choices
from enable_desktop.words import Words
from exports.page import Running, pdf_of
from exports.press import Press, sheet_of
from resources.words import translations
from tests.conftest import NOW
from tests.faults.conftest import FULL, Trials
from tests.faults.handed_out import OWN_WORDS, HandedOut, of_commands, of_gallery, of_window, printed
from tests.faults.inside import files_in, letters_in
from tests.ui.cli.conftest import Enable, enable  # noqa: F401 (pytest finds it here by name)
from ui.place import own_place
from ui.reports.table import REPORTS, ReportEntry, report_of
from ui.start import new_workspace

FIRST, LAST = "Zwanzigfuss", "Quartermaine"
NAMES = (FIRST.casefold(), LAST.casefold())
COMPANY = "Kontrollwortgesellschaft"
"""Stands in nearly everything that is handed out: where it is found, a name would have been."""
CONTROLS = (COMPANY.casefold(), "kontrollthema", "kontrollinhalt", "kontrollraum", "kontrollziel")


# -- the search itself


def _zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return file.getvalue()


def _mailed(data: bytes) -> bytes:
    message = EmailMessage(policy=SMTP)
    message.set_content("ä" * 60 + data.decode(), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _as_title(name: str) -> bytes:
    from enable_desktop.charter.report import PageSize
    from exports.fonts import faces

    press = Press(Words("en", translations("en")), faces(), sheet_of(PageSize.A4), {})
    return pdf_of([], press, Running(title=name, company="C", version="V"))[0]


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "UTF-16": lambda name: name.encode("utf-16"),
    "broken over two lines": lambda name: f"{name[:5]}-\n  {name[5:]}".encode(),
    "deflated in an archive": lambda name: _zipped(name.encode()),
    "an archive in an archive": lambda name: _zipped(_zipped(name.encode())),
    "gzip": lambda name: gzip.compress(name.encode()),
    "base64 in a page": lambda name: b'<img src="data:image/png;base64,' + base64.b64encode(name.encode()) + b'">',
    "codes of HTML": lambda name: "".join(f"&#{ord(letter)};" for letter in name).encode(),
    "codes of JSON": lambda name: "".join(f"\\u{ord(letter):04x}" for letter in name).encode(),
    "codes of addresses": lambda name: "".join(f"%{ord(letter):02X}" for letter in name).encode(),
    "quoted-printable": lambda name: _mailed(name.encode()),
    "a folded line of a calendar": lambda name: f"ATTENDEE;CN={name[:4]}\r\n {name[4:]}".encode(),
    "hexadecimal in a PDF": lambda name: f"<{name.encode('utf-16-be').hex()}>".encode(),
    "what a PDF says of itself, and prints": _as_title,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_search_finds_a_name_however_it_is_written(way: str) -> None:
    assert NAMES[0] in letters_in("x", WAYS[way](FIRST))
    assert NAMES[0] not in letters_in("x", WAYS[way]("Somebody"))


def test_a_search_finds_a_name_in_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "out" / f"{FIRST}").mkdir(parents=True)
    (tmp_path / "out" / FIRST / "x.md").write_bytes(b"")
    assert [NAMES[0] in letters_in(name, data) for name, data in files_in(tmp_path / "out").items()] == [True]


# -- who was heard


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme, closed, in which one more person was heard, who did not agree to be named."""
    folder = tmp_path_factory.mktemp("heard")
    path = folder / "Programme.enable"
    with new_workspace(path, Place(home=folder / "home", clock=lambda: NOW), "en", "en") as workspace:
        hear(workspace)
    return path


def hear(workspace: Workspace) -> None:
    """One talk more, in which a name is said by whoever bears it, by others, and by whoever wrote it down."""
    name, today = f"{FIRST} {LAST}", workspace.today
    workspace.settings.set("company", COMPANY)
    role = next(
        role
        for role in (each.role for each in workspace.all(Person) if each.group is Group.REP)
        if sum(each.role == role for each in workspace.all(Person)) >= 3
    )
    person = workspace.add(
        Person, name=name, role=role, group=Group.REP, hats=frozenset({Hat.REP}), quote_by_role=True,
        reach=f"{FIRST}@sample.example", notes=f"{name} likes tea", tenure=f"{FIRST} since 2020",
        speaks_to=f"What {FIRST} knows", department="Sales", may_record=True,
    )  # fmt: skip
    current = workspace.themes.current_round()
    assert current is not None
    talk = workspace.add(
        Interview, person=person, group=Group.REP, round=current.id, on=today - timedelta(days=20), held=True,
        label=role, notes=f"{name} came late. {FIRST} said much.", purpose=f"Hear {name}", known=f"{LAST} is new",
        assumptions=f"{FIRST} is unhappy",
    )  # fmt: skip
    others = [each for each in workspace.all(Statement) if each.quotable]
    for theme in workspace.all(Theme):
        workspace.add(
            Statement, interview=talk, theme=theme.id, quotable=True, severity=5, sort=Sort.PROBLEM,
            words=f"As {name} I wait for weeks, and {FIRST} is not alone in that.",
        )  # fmt: skip
        workspace.add(
            Rating, interview=talk, theme=theme.id, heard=Mention.RAISED, importance=5, served=1, hurts=5,
            top_three=True,
        )  # fmt: skip
    for statement in others:
        workspace.change(Ref(Statement.kind, statement.id), words=f"{statement.words} Ask {name}, or {LAST}’s team.")
    said = next(each for each in workspace.all(Statement) if each.interview == talk)
    workspace.links.join(
        Ref(Objective.kind, workspace.all(Objective)[0].id), Ref(Statement.kind, said.id), Reason.EVIDENCE
    )
    workspace.change(Ref(current.kind, current.id), suggestions=f"Give {name} what {FIRST} asks for.")
    for theme in workspace.all(Theme)[:2]:
        workspace.change(Ref(Theme.kind, theme.id), title="Kontrollthema")
    for kind in ("objectives", "initiatives", "obstacles", "criteria"):
        for line in workspace.all(KINDS[kind].record)[:2]:
            workspace.change(Ref(kind, line.id), title="Kontrollziel")
    for each in workspace.all(Interview):
        workspace.change(Ref(Interview.kind, each.id), place="Kontrollraum")
    for asset in workspace.all(Asset)[:40]:
        workspace.change(Ref(Asset.kind, asset.id), summary="Kontrollinhalt")


def named_in(handed: HandedOut) -> list[str]:
    """The names that stand in what was handed out; fails where the search sees nothing of it."""
    letters = [letters_in(name, data) for name, data in files_in(handed.path).items()]
    assert any(control in each for control in CONTROLS for each in letters), f"nothing is found in {handed}"
    return [name for name in NAMES if any(name in each for each in letters)]


@pytest.fixture
def copy(heard: Path, tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return Path(shutil.copy(heard, tmp_path))


def answers_in(path: Path) -> dict[str, object]:
    """What commands cannot do without: a talk with somebody else, an expert."""
    with open_workspace(path, own_place()) as workspace:
        others = [each for each in workspace.all(Interview) if FIRST not in each.title and each.person is not None]
        return {"--interview": others[0].id, "--expert": workspace.experts.all()[0].id}


def test_whoever_was_heard_is_named_by_no_report(copy: Path, tmp_path: Path, place: Place, trials: Trials) -> None:
    with open_workspace(copy, place) as workspace:
        reports = of_gallery(workspace, answers=6)
        chosen = trials.chance.sample(reports, len(reports))
        for number in trials("reports searched for the names of who was heard", few=1, many=len(reports)):
            handed = printed(workspace, *chosen[number], tmp_path / "out")
            assert named_in(handed) == [], str(handed)


def test_whoever_agreed_to_be_named_is_found_by_the_same_search(copy: Path, tmp_path: Path, place: Place) -> None:
    with open_workspace(copy, place) as workspace:
        (person,) = [each for each in workspace.all(Person) if each.name == f"{FIRST} {LAST}"]
        workspace.change(Ref(Person.kind, person.id), quote_by_name=True)
        (named,) = [
            choices
            for entry, choices in of_gallery(workspace, answers=3)
            if entry.key == "gaps" and choices["people"] == "name"
        ]
        assert named_in(printed(workspace, report_of("gaps"), named, tmp_path / "out")) == list(NAMES)


def test_whoever_was_heard_is_named_by_no_command_but_the_one_that_hands_out_everything(
    copy: Path,
    tmp_path: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
    words: Words,
) -> None:
    needed = answers_in(copy)
    with open_workspace(copy, own_place()) as workspace:
        ways = list(of_window(workspace, tmp_path / "out", words))
    commands = of_commands(enable, copy, tmp_path / "out", needed)
    ways += commands if FULL else ()
    for number in trials("files of the command line searched for the names of who was heard", few=4, many=len(ways)):
        found = named_in(ways[number])
        if ways[number].export != OWN_WORDS:
            assert found == (list(NAMES) if ways[number].export == "export everything" else []), str(ways[number])


# -- who is anonymous, who is forgotten


@pytest.mark.parametrize("made", ["anonymous", "forgotten"])
def test_whoever_was_made_anonymous_or_forgotten_is_named_by_nothing(
    copy: Path,
    tmp_path: Path,
    trials: Trials,
    enable: Enable,  # noqa: F811
    words: Words,
    made: str,
) -> None:
    """They wear every hat: what is theirs bears their name before."""
    out = tmp_path / "out"
    with open_workspace(copy, own_place()) as workspace:
        (person,) = [each.id for each in workspace.all(Person) if each.name == f"{FIRST} {LAST}"]
        if FULL:
            put_all_hats_on(workspace, person)
            assert named_in(printed(workspace, *reports_in(workspace, ("charter",))[0], out)) == list(NAMES)
        if made == "anonymous":
            workspace.people.anonymise(person)
        else:
            workspace.people.forget(person, words)
        reports = reports_in(workspace, ALL if FULL else ("gaps",))
        ways = [partial(printed, workspace, entry, choices, out) for entry, choices in reports]
        for number in trials(f"reports searched for the names of somebody {made}", few=len(ways), many=len(ways)):
            handed = ways[number]()
            assert named_in(handed) == [], str(handed)
        handed_out = [each for each in of_window(workspace, out, words) if FULL or each.export == OWN_WORDS]
    # Until that is taken back no more, all that there is holds what was there before somebody was made anonymous.
    left = () if made == "forgotten" else ("export everything",)
    handed_out += of_commands(enable, copy, out, answers_in(copy)) if FULL else ()
    for handed in handed_out:
        assert named_in(handed) == [] or handed.export in left, str(handed)


def test_whoever_was_heard_and_removed_is_named_by_no_report(
    copy: Path, tmp_path: Path, place: Place, trials: Trials
) -> None:
    """The talk stays theirs by name; what others said of them is printed without it, as before."""
    with open_workspace(copy, place) as workspace:
        (person,) = [each.id for each in workspace.all(Person) if each.name == f"{FIRST} {LAST}"]
        workspace.people.remove(person)
        reports = reports_in(workspace, ALL if FULL else ("gaps",))
        for number in trials("reports searched for the names of somebody removed", few=len(reports), many=len(reports)):
            handed = printed(workspace, *reports[number], tmp_path / "out")
            assert named_in(handed) == [], str(handed)


ALL: Final = tuple(entry.key for entry in REPORTS)


def reports_in(workspace: Workspace, keys: tuple[str, ...]) -> list[tuple[ReportEntry, Choices]]:
    """These reports as they are handed out unless something else is chosen."""
    reports = {entry.key: (entry, choices) for entry, choices in reversed(of_gallery(workspace, answers=1))}
    return [reports[key] for key in keys]


def put_all_hats_on(workspace: Workspace, person: int) -> None:
    """Whoever is named anywhere is this person."""
    workspace.change(Ref(Person.kind, person), hats=frozenset(Hat), role="Zeuge")
    workspace.add(Approver, document=Document.CHARTER, person=person, title="Sales")
    workspace.charter.save_version(Document.CHARTER, "7.0", "For the board")
    workspace.charter.ask(Document.CHARTER)
    for record in (each.record for each in KINDS.values() if each.record not in (Interview, Approval, Approver)):
        names = [each.name for each in fields_of(record) if (each.shape, each.kind) == (Shape.RECORD, Person.kind)]
        for line in workspace.all(record)[:3] if names else ():
            values: dict[str, Any] = dict.fromkeys(names, person)
            workspace.change(Ref(record.kind, line.id), **values)
