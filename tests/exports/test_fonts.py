"""The faces of a PDF: what they cover, and what happens to what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from exports import font_cutting, fonts
from exports.fonts import BOX, faces


def test_every_face_is_there_and_has_a_name_of_its_own() -> None:
    names = {faces()[cut.name].font.face.name for cut in font_cutting.CUTS}
    assert len(names) == len(font_cutting.CUTS)


def test_digits_are_equally_wide() -> None:
    for name in ("Inter", "Inter-SemiBold", "Inter-Bold"):
        assert len({round(faces()[name].width(digit), 4) for digit in "0123456789"}) == 1


def test_a_hyphen_stays_narrow_in_words() -> None:
    assert faces()["Inter"].width("-") < faces()["Inter"].width("0")


@pytest.mark.parametrize(
    "text",
    [
        "Naïve façade, Łódź, Übergröße",
        "Программа содействия продажам: ёлка, №, ₽",
        "Στρατηγική",
        "€38,000 → 41% −1.9 “x”",
    ],
)
def test_the_scripts_of_europe_need_no_other_face(text: str) -> None:
    for name in ("Serif", "Inter"):
        pieces, boxes = faces().pieces(text, faces()[name])
        assert pieces == [(text, faces()[name])]
        assert boxes == 0


def test_another_face_steps_in_for_what_one_lacks() -> None:
    pieces, boxes = faces().pieces("mark ☰ שלום", faces()["Serif"])
    assert boxes <= 1
    assert "".join(text for text, _ in pieces).startswith("mark ")
    assert len(pieces) > 1


def test_what_no_face_covers_is_a_box_and_counted() -> None:
    pieces, boxes = faces().pieces("你好 and 😀", faces()["Serif"])
    assert "".join(text for text, _ in pieces) == f"{BOX}{BOX} and {BOX}"
    assert boxes == 3


def test_letters_with_marks_are_composed() -> None:
    assert faces().pieces("cafe\u0301", faces()["Serif"])[0][0][0] == "café"


def test_marks_that_steer_are_not_printed() -> None:
    assert faces().pieces("a\u200db\u202ec\ufe0f", faces()["Serif"]) == ([("abc", faces()["Serif"])], 0)


def test_line_ends_become_spaces_and_controls_boxes() -> None:
    pieces, boxes = faces().pieces("a\tb\nc\x07", faces()["Inter"])
    assert "".join(text for text, _ in pieces) == f"a b c{BOX}"
    assert boxes == 1


@given(st.text(alphabet=st.characters(), max_size=80))
def test_every_piece_is_covered_by_its_face(text: str) -> None:
    pieces, boxes = faces().pieces(text, faces()["Serif"])
    assert all(face.covers(piece) for piece, face in pieces)
    assert boxes <= sum(piece.count(BOX) for piece, _ in pieces)


def test_faces_are_made_anew_when_a_package_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = font_cutting.made_of()
    monkeypatch.setattr(font_cutting, "REVISION", 999)
    assert font_cutting.made_of() != before


def test_a_cut_face_is_the_same_every_time(tmp_path: Path) -> None:
    cut = next(each for each in font_cutting.CUTS if each.name == "Wide")
    assert font_cutting.cut_one(cut) == font_cutting.cut_one(cut)


def _cut(name: str) -> font_cutting.Cut:
    return next(each for each in font_cutting.CUTS if each.name == name)


def test_faces_are_made_whole_beside_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "fonts"
    fonts.make(folder, [_cut("Wide")])
    (folder / "old.ttf").write_text("of an earlier recipe")
    fonts.make(folder, [_cut("Wide")])
    assert fonts.is_current(folder)
    assert {path.name for path in folder.iterdir()} == {"Wide.ttf", "made-of.txt"}
    assert [path.name for path in folder.parent.iterdir()] == ["fonts"]


def test_faces_that_cannot_be_made_leave_the_old_ones(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    fonts.make(folder, [_cut("Wide")])
    broken = font_cutting.Cut("Broken", "fontpkg_inter", "no-such-file.ttf")
    with pytest.raises(OSError, match="no-such-file"):
        fonts.make(folder, [broken])
    assert fonts.is_current(folder)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["fonts"]


def test_a_folder_without_its_mark_is_not_current(tmp_path: Path) -> None:
    assert not fonts.is_current(tmp_path)
    (tmp_path / "made-of.txt").write_bytes(b"\xff\xfe")
    assert not fonts.is_current(tmp_path)


def test_a_face_whose_package_is_missing_is_stood_in_for(tmp_path: Path) -> None:
    installed = Path(str(faces()["Inter"].font.face.filename)).parent
    (tmp_path / "Inter.ttf").write_bytes((installed / "Inter.ttf").read_bytes())
    alone = fonts.Faces(tmp_path)
    assert alone["Mono"].name == "Inter"
    assert alone.pieces("שלום", alone["Inter"])[1] == 4
    pdfmetrics.registerFont(faces()["Inter"].font)
