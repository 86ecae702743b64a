"""Feedback comes back as a list or as a mail: every row is stored or told, nothing twice, undo takes it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.workspace import Workspace, open_workspace
from enable_desktop.feedback import Feedback
from enable_desktop.library.assets import Asset
from enable_desktop.packs.records import Pack
from enable_desktop.people import Person
from enable_desktop.words import Words
from resources.words import translations
from tests.ui.cli.conftest import Enable
from ui.place import own_place

TODAY = date(2026, 3, 12)
MAIL = """From: =?utf-8?q?Ann_Ashby?= <ann@example.com>
To: me@example.com
Subject: Re: Feedback: Discovery deck, mid-market
Date: Tue, 10 Mar 2026 09:30:00 +0100
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

How useful was it, 1 to 5? 4

What did you use it for, and what happened?
Second call with a plant manager.
She asked for the numbers.

What should change?
Fewer slides

Pack: AEs, March
"""
RUSSIAN = """From: cid@example.com
Subject: Battlecard
Content-Type: text/html; charset=koi8-r
Content-Transfer-Encoding: 8bit

<html><head><style>p {color: red}</style></head><body><p>{question}</p>
<p>5</p><p>&gt; old words</p><p>Спасибо &amp; до встречи</p></body></html>
"""


@pytest.fixture
def programme(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ann can be reached by mail; there are two guides of one title."""
    monkeypatch.setenv("ENABLE_TODAY", str(TODAY))
    with open_at(empty) as workspace:
        workspace.add(Person, name="Ann Ashby", reach="Mail: ann@example.com")
        for title in ("Discovery deck", "Discovery deck, mid-market", "Guide", "Guide", "Battlecard"):
            workspace.add(Asset, title=title)
        workspace.add(Pack, title="AEs, March")
    return empty


def open_at(path: Path) -> Workspace:
    return open_workspace(path, own_place())


def said(path: Path) -> list[tuple[object, ...]]:
    with open_at(path) as workspace:
        titles = {asset.id: asset.title for asset in workspace.all(Asset)}
        return [
            (titles.get(each.asset or 0), each.pack, each.useful, str(each.again), each.person, each.words, each.on)
            for each in workspace.all(Feedback)
        ]


def test_a_list_is_matched_by_title_and_what_cannot_be_is_told(enable: Enable, programme: Path) -> None:
    path = programme.parent / "back.csv"
    path.write_text(
        "Материал;комплект;оценка;отзыв;ещё раз;кто;дата\n"
        "battlecard;;4 из 5;Помогло;да;ann ashby;1.3.2026\n"
        ";AEs, March;;Too long;;Cid Cole;\n"
        "Guide;;3;Which one;;;\n"
        "Nothing;;3;;;;\n"
        ";;5;Nice;;;\n"
        "Battlecard;;6;;;;\n"
        "Battlecard;;;;;;\n",
        encoding="utf-8",
    )
    refused = enable("import", "feedback", programme, path, "--json")
    assert refused.code == 3 and said(programme) == []
    told = enable("import", "feedback", programme, path, "--skip-rejected", "--json").json
    assert (told["rows"], told["feedback"], told["rows_rejected"]) == (7, 2, 5)
    assert told["people_unknown"] == ["Cid Cole"]
    reasons = " ".join(each["reason"] for each in told["rejected"])
    for reason in ("one of several", "no content “Nothing”", "content nor a pack", "not 1 to 5", "says nothing"):
        assert reason in reasons
    assert said(programme) == [
        ("Battlecard", None, 4, "yes", 1, "Помогло", date(2026, 3, 1)),
        (None, 1, None, "not said", None, "Too long", TODAY),
    ]
    again = enable("import", "feedback", programme, path, "--skip-rejected", "--json").json
    assert (again["feedback"], again["there_already"], len(said(programme))) == (0, 2, 2)


def test_a_mail_says_of_what_it_is_and_by_whom(enable: Enable, programme: Path) -> None:
    path = programme.parent / "reply.eml"
    path.write_bytes(MAIL.encode())
    enable("import", "feedback", programme, path)
    words = "Second call with a plant manager.\nShe asked for the numbers.\n\nFewer slides"
    assert said(programme) == [("Discovery deck, mid-market", 1, 4, "not said", 1, words, date(2026, 3, 10))]
    with open_at(programme) as workspace:
        assert workspace.all(Feedback)[0].source == "E-mail"
        workspace.undo()
        assert workspace.all(Feedback) == ()


def test_a_mail_in_russian_and_html_is_read_too(enable: Enable, programme: Path) -> None:
    path = programme.parent / "ответ.eml"
    russian = Words("ru", translations("ru"))
    path.write_bytes(RUSSIAN.replace("{question}", russian("How useful was it, 1 to 5?")).encode("koi8-r"))
    told = enable("import", "feedback", programme, path, "--json").json
    assert told["people_unknown"] == ["cid@example.com"]
    assert said(programme) == [("Battlecard", None, 5, "not said", None, "Спасибо & до встречи", TODAY)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no mail at all", b"\xff\xfe\x00 \x80\n\n\x00"])
def test_what_is_no_mail_is_refused_with_a_sentence(enable: Enable, programme: Path, content: bytes) -> None:
    path = programme.parent / "odd.eml"
    path.write_bytes(content)
    refused = enable("import", "feedback", programme, path)
    assert refused.code != 0 and "is no e-mail" in refused.err and said(programme) == []


def test_a_mail_about_nothing_here_is_told_and_kept_out(enable: Enable, programme: Path) -> None:
    path = programme.parent / "other.eml"
    path.write_bytes(b"Subject: Lunch?\nFrom: x@example.com\n\nAt noon\n")
    refused = enable("import", "feedback", programme, path)
    assert refused.code == 3 and "neither content nor a pack" in refused.err and said(programme) == []


def test_mails_within_mails_without_end_are_refused_with_a_sentence(enable: Enable, programme: Path) -> None:
    path = programme.parent / "deep.eml"
    path.write_bytes(b"Subject: Battlecard\n" + b"Content-Type: message/rfc822\n\n" * 5_000 + b"4\n")
    refused = enable("import", "feedback", programme, path)
    assert refused.code != 0 and "mails within mails" in refused.err and said(programme) == []


@pytest.mark.parametrize(
    "header",
    [
        b'From: "Ann \xc3\x9f" <ann@[example.com>',
        b'From: ,"Ann" <an*0=.co b: c@d;, <',
        b'From: "\nContent-Type: text/plain; charset="utf-7\x00"',
        b"From: =?x?q?Ann?= <ann@\nContent-Type: text/plain; charset=nobody-knows\nDate: [9:30",
    ],
)
def test_a_mail_with_odd_headers_is_read_as_far_as_it_goes(enable: Enable, programme: Path, header: bytes) -> None:
    path = programme.parent / "odd.eml"
    path.write_bytes(header + b"\nSubject: Battlecard\n\nHow useful was it, 1 to 5? 4\n")
    assert enable("import", "feedback", programme, path).code == 0
    assert [each[:3] for each in said(programme)] == [("Battlecard", None, 4)]


def test_a_number_of_thousands_of_digits_is_told_as_one_that_is_not_1_to_5(enable: Enable, programme: Path) -> None:
    path = programme.parent / "back.csv"
    path.write_text(f"content,useful,words\nBattlecard,{'9' * 5_000},Good\n", encoding="utf-8")
    refused = enable("import", "feedback", programme, path)
    assert refused.code == 3 and "is not 1 to 5" in refused.err and said(programme) == []
