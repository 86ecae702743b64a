from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enable_desktop.library.link_moves import Mend, Pointing, moves_to_mends, retarget
from enable_desktop.library.links import Catalogue, Catalogued, Resolver, State

ROOT = "/lib/handbook"
NAMES = st.sampled_from(["a", "b c", "день", "50% off", "c#", "what?", "x.y", "r\u00e9sum\u00e9", "odd:name", "(new)"])
FOLDERS = st.lists(NAMES, max_size=3).map(lambda parts: "".join(f"/{each}" for each in parts))
FILES = st.builds(
    lambda folder, name, ending: f"{ROOT}{folder}/{name}{ending}",
    FOLDERS,
    NAMES,
    st.sampled_from([".md", ".pptx", ".html", "/index.md", "/_index.md"]),
)


def after(target: str, path: str, page: str = "sales/page.md", **moved: str) -> str:
    moves = {f"{ROOT}/{old.replace('__', '/')}.md": f"{ROOT}/{new}" for old, new in moved.items()}
    link = Pointing(page=f"{ROOT}/{page}", number=3, target=target, path=f"{ROOT}/{path}")
    mends = moves_to_mends(moves, [link], [ROOT])
    return mends[0].after or "" if mends else target


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("old.md", "../tools/new.md"),
        ("./old.md#part", "../tools/new.md#part"),
        ("../sales/old.md?x=1#part", "../tools/new.md?x=1#part"),
        ("/sales/old.md", "/tools/new.md"),
        ("/handbook/sales/old.md", "/handbook/tools/new.md"),
        (f"{ROOT}/sales/old.md", f"{ROOT}/tools/new.md"),
        (f"file://{ROOT}/sales/old.md#x", f"file://{ROOT}/tools/new.md#x"),
        (f"file:{ROOT}/sales/old.md", f"file:{ROOT}/tools/new.md"),
        ("old", "../tools/new"),
        ("old/", "../tools/new/"),
        ("old/#part", "../tools/new/#part"),
        (r"..\sales\old.md", r"..\tools\new.md"),
        ('{{< ref "old.md#part" >}}', '{{< ref "../tools/new.md#part" >}}'),
        ('{{< ref "/sales/old" >}}', '{{< ref "/tools/new" >}}'),
        ('{{< ref "sales/old.md" >}}', '{{< ref "tools/new.md" >}}'),
        ("OLD.md", "../tools/new.md"),
    ],
)
def test_a_link_to_a_moved_page_leads_there_in_its_own_manner(target: str, wanted: str) -> None:
    assert after(target, "sales/old.md", sales__old="tools/new.md") == wanted


@pytest.mark.parametrize(
    ("target", "new", "wanted"),
    [
        ("old.md", "new words.md", "../new%20words.md"),
        ("../sales/old%2Emd", "день один.md", "../день%20один.md"),
        ("%D0%B0/../old.md", "день.md", "../%D0%B4%D0%B5%D0%BD%D1%8C.md"),
        ("x y/../old.md", "new words.md", "../new words.md"),
        ("old.md", "50%25.md", "../50%2525.md"),
        ("old.md", "c#?.md", "../c%23%3F.md"),
        ("old.md", "sales/a:b.md", "./a:b.md"),
        ("./old.md", "sales/new.md", "./new.md"),
        ("old", "tools/_index.md", "../tools"),
        ("old/", "tools/_index.md", "../tools/"),
        ("old", "tools/deck.pptx", "../tools/deck.pptx"),
    ],
)
def test_the_new_target_is_encoded_as_the_old_one_was(target: str, new: str, wanted: str) -> None:
    assert after(target, "sales/old.md", sales__old=new) == wanted


def test_the_links_of_a_moved_page_go_on_leading_where_they_led() -> None:
    moved = {"sales__page": "archive/2025/page.md"}
    assert after("old.md", "sales/old.md", **moved) == "../../sales/old.md"
    assert after("../tools/crm.md#x", "tools/crm.md", **moved) == "../../tools/crm.md#x"
    assert after("/tools/crm.md", "tools/crm.md", **moved) == "/tools/crm.md"
    assert after("page.md#part", "sales/page.md", **moved) == "page.md#part"
    assert after('{{< ref "crm.md" >}}', "tools/crm.md", **moved) == '{{< ref "crm.md" >}}'


def test_a_whole_folder_moves_without_a_change_inside_of_it() -> None:
    moves = {f"{ROOT}/a/{name}.md": f"{ROOT}/z/y/{name}.md" for name in ("one", "two", "in/three")}
    links = [
        Pointing(page=f"{ROOT}/a/one.md", number=0, target="two.md", path=f"{ROOT}/a/two.md"),
        Pointing(page=f"{ROOT}/a/one.md", number=1, target="in/../in/three", path=f"{ROOT}/a/in/three.md"),
        Pointing(page=f"{ROOT}/a/in/three.md", number=0, target="../one.md", path=f"{ROOT}/a/one.md"),
        Pointing(page=f"{ROOT}/index.md", number=5, target="a/one.md", path=f"{ROOT}/a/one.md"),
        Pointing(page=f"{ROOT}/index.md", number=6, target="b.md", path=f"{ROOT}/b.md"),
    ]
    assert moves_to_mends(moves, links, [ROOT]) == (
        Mend(page=f"{ROOT}/index.md", number=5, before="a/one.md", after="z/y/one.md"),
    )


def test_windows_paths_and_servers_stay_what_they_are() -> None:
    def led(target: str, page: str, path: str, to: str) -> str | None:
        mends = moves_to_mends({path: to}, [Pointing(page=page, number=0, target=target, path=path)])
        return mends[0].after if mends else None

    page = "C:/Sales/page.md"
    assert led("deck.pptx", page, "C:/Sales/deck.pptx", "C:/Old/deck.pptx") == "../Old/deck.pptx"
    assert led("deck.pptx", page, "C:/Sales/deck.pptx", "D:/Old/deck.pptx") == "D:/Old/deck.pptx"
    assert led(r"C:\Sales\deck.pptx", page, "C:/Sales/deck.pptx", "C:/Old/deck.pptx") == r"C:\Old\deck.pptx"
    assert led("file:///C:/Sales/deck.pptx", page, "C:/Sales/deck.pptx", "D:/a b.pptx") == "file:///D:/a%20b.pptx"
    assert led("file://srv/s/deck.pptx", page, "//srv/s/deck.pptx", "//srv/t/deck.pptx") == "file://srv/t/deck.pptx"
    assert led("file://srv/s/deck.pptx", page, "//srv/s/deck.pptx", "C:/deck.pptx") == "file:///C:/deck.pptx"


def test_a_broken_link_is_led_to_the_file_that_was_chosen() -> None:
    page = f"{ROOT}/sales/page.md"
    assert (
        retarget("gone.md#part", page, f"{ROOT}/sales/gone.md", f"{ROOT}/tools/crm.md", [ROOT])
        == "../tools/crm.md#part"
    )
    assert retarget("https://gone.example", page, "", f"{ROOT}/tools/c r.md", [ROOT]) == "../tools/c%20r.md"


@given(FILES, FILES, FILES, FILES, st.sampled_from(["plain", "encoded", "root", "absolute", "file"]), st.booleans())
def test_wherever_things_move_the_mended_link_leads_to_the_same_asset(
    page: str, path: str, page_now: str, path_now: str, style: str, short: bool
) -> None:
    assume(len({page, path}) == 2 and len({page_now, path_now}) == 2)
    shown = path
    if short:
        ending = next((each for each in ("/index.md", "/_index.md", ".md", ".html") if path.endswith(each)), "")
        shown = path.removesuffix(ending)
    start = {"plain": ROOT, "encoded": ROOT, "root": ROOT}.get(style)
    if style in ("plain", "encoded"):
        up = "../" * (page.count("/") - 3)
        target = up + (shown[len(ROOT) + 1 :] or ".")
        target = quote(target) if style == "encoded" else target
    else:
        target = f"{'file://' if style == 'file' else ''}{quote(shown[len(start or '') :] or '/')}"

    def found(target: str, page: str, path: str) -> tuple[State, int | None]:
        here = Catalogue([Catalogued(1, path), Catalogued(2, page)], [ROOT])
        resolved = Resolver(here, lambda path: False).resolve(target, page)
        return resolved.state, resolved.asset

    assume(found(target, page, path) == (State.ASSET, 1))
    moves = {page: page_now, path: path_now}
    link = Pointing(page=page, number=0, target=target, path=path)
    mends = moves_to_mends(moves, [link], [ROOT], {page_now, path_now})
    now = mends[0].after if mends else target
    assert now is not None
    assert found(now, page_now, path_now) == (State.ASSET, 1)
    assert ("://" in now) == (style == "file")
    assert now.startswith("/") == (style in ("root", "absolute"))


@given(st.text(max_size=30), st.text("/ab.", max_size=10), st.text("/ab.", max_size=10))
def test_any_target_is_mended_or_left(target: str, path: str, to: str) -> None:
    moves_to_mends({f"/{path}": f"/{to}"}, [Pointing(page="/a/b", number=0, target=target, path=f"/{path}")], ["/a"])
