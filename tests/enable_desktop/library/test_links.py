from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.library.links import (
    Catalogue,
    Catalogued,
    Difference,
    Resolved,
    Resolver,
    State,
    plain_address,
)

ROOT = "/lib/handbook"
FILES = (
    "index.md", "sales/index.md", "sales/pricing.md", "sales/Deck 2.pptx", "sales/100%.md", "sales/C#.md",
    "tools/_index.md", "tools/crm.md", "tools/release-1.2.md", "site/about.html.md", "notes/README.md",
    "стадии/цена.md", "guides/hcd/design/_index.md", "resources/plain-language.md", "resources/only-here.md",
    "tools/only-twice.md", "sales/only-twice.md",
)  # fmt: skip
IDS = {name: number for number, name in enumerate(FILES, 1)}
WEB = 99


def nothing(path: str) -> bool:
    return False


def resolver(exists: Callable[[str], bool] = nothing) -> Resolver:
    assets = [Catalogued(number, f"{ROOT}/{name}") for name, number in IDS.items()]
    return Resolver(Catalogue([*assets, Catalogued(WEB, "", "https://Example.org:443/Deck/")], [ROOT, "/lib"]), exists)


def followed(target: str, page: str = "sales/pricing.md", exists: Callable[[str], bool] = nothing) -> Resolved:
    return resolver(exists).resolve(target, f"{ROOT}/{page}")


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("index.md", "sales/index.md"),
        ("./index.md", "sales/index.md"),
        ("../index.md", "index.md"),
        ("../tools/./../tools//crm.md", "tools/crm.md"),
        ("../../../../lib/handbook/index.md", "index.md"),
        ("Deck%202.pptx", "sales/Deck 2.pptx"),
        ("Deck 2.pptx", "sales/Deck 2.pptx"),
        ("Deck%202.pptx?download=1#slide-4", "sales/Deck 2.pptx"),
        ("100%.md", "sales/100%.md"),
        ("100%25.md", "sales/100%.md"),
        ("C#.md", "sales/C#.md"),
        ("C%23.md#part", "sales/C#.md"),
        (r"..\tools\crm.md", "tools/crm.md"),
        ("../%D1%81%D1%82%D0%B0%D0%B4%D0%B8%D0%B8/%D1%86%D0%B5%D0%BD%D0%B0.md", "стадии/цена.md"),
        ("../стадии/цена.md", "стадии/цена.md"),
        ("/tools/crm.md", "tools/crm.md"),
        ("/handbook/tools/crm.md", "tools/crm.md"),
        (f"{ROOT}/tools/crm.md", "tools/crm.md"),
        (f"file://{ROOT}/tools/crm.md", "tools/crm.md"),
        (f"file://localhost{ROOT}/tools/crm.md#x", "tools/crm.md"),
        (f"file:{ROOT}/sales/Deck%202.pptx", "sales/Deck 2.pptx"),
        ("pricing", "sales/pricing.md"),
        ("../tools", "tools/_index.md"),
        ("../tools/", "tools/_index.md"),
        ("../tools/crm/", "tools/crm.md"),
        ("../tools/release-1.2", "tools/release-1.2.md"),
        ("..", "index.md"),
        (".", "sales/index.md"),
        ("../notes/#part", "notes/README.md"),
        ("../site/about.html", "site/about.html.md"),
        ('{{< ref "index.md" >}}', "sales/index.md"),
        ('{{< ref "/tools/crm.md#part" >}}', "tools/crm.md"),
        ('{{% relref "/guides/hcd/design" %}}#part', "guides/hcd/design/_index.md"),
        ('{{< ref "resources/only-here.md" >}}', "resources/only-here.md"),
        ('{{< ref "only-here" >}}', "resources/only-here.md"),
        ('{{< link "/tools/crm/#part" >}}', "tools/crm.md"),
        ("{{< ref only-here.md >}}", "resources/only-here.md"),
    ],
)
def test_a_target_leads_to_the_asset_it_means(target: str, name: str) -> None:
    assert followed(target) == Resolved(State.ASSET, IDS[name], f"{ROOT}/{name}")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("gone.md", f"{ROOT}/sales/gone.md"),
        ("gone.md#part", f"{ROOT}/sales/gone.md"),
        ("../../../outside.md", "/outside.md"),
        ("../../marketing/personas.md", "/lib/marketing/personas.md"),
        ("/gone.md", f"{ROOT}/gone.md"),
        ("../tools/crm.mdx", f"{ROOT}/tools/crm.mdx"),
        ("only-here.md", f"{ROOT}/sales/only-here.md"),
        (r"C:\Sales\deck.pptx", "C:/Sales/deck.pptx"),
        ("file:///C:/Sales/deck.pptx", "C:/Sales/deck.pptx"),
        (r"\\server\sales\deck.pptx", "//server/sales/deck.pptx"),
        ("file://server/sales/deck.pptx", "//server/sales/deck.pptx"),
        ('{{< ref "never.md" >}}', f"{ROOT}/guides/never.md"),
        ('{{< ref "only-twice.md" >}}', f"{ROOT}/guides/only-twice.md"),
        ("%FF%FE", f"{ROOT}/guides/\ufffd\ufffd"),
    ],
)
def test_a_broken_link_says_where_its_target_would_lie_in_the_library_or_not(target: str, path: str) -> None:
    page = "guides/a.md" if "ref" in target or "%" in target else "sales/pricing.md"
    assert followed(target, page) == Resolved(State.BROKEN, None, path)


@pytest.mark.parametrize(
    "target", ["#part", "", "?print=1", "mailto:a@b.c", "tel:+49301234", "javascript:x()", "data:,"]
)
def test_what_leads_to_no_file_is_neither_found_nor_broken(target: str) -> None:
    assert followed(target).state is State.ELSEWHERE


def test_a_web_address_is_the_asset_with_the_same_address_or_just_listed() -> None:
    for same in ("https://example.org/Deck", "HTTPS://EXAMPLE.org/Deck/#part", "//example.org:443/Deck"):
        assert followed(same) == Resolved(State.ASSET, WEB)
    for other in ("https://example.org/deck", "http://example.org/Deck", "https://example.org/Deck?x", "//example.org"):
        assert followed(other) == Resolved(State.WEB)


def test_a_file_that_is_there_but_not_catalogued_is_not_broken() -> None:
    there = {f"{ROOT}/sales/draft.md", "/home/ann/plan.docx", f"{ROOT}/attic"}
    assert followed("draft.md", exists=there.__contains__) == Resolved(State.FILE, None, f"{ROOT}/sales/draft.md")
    assert followed("draft", exists=there.__contains__).state is State.FILE
    assert followed("../attic/", exists=there.__contains__).state is State.FILE
    assert followed("/home/ann/plan.docx", exists=there.__contains__).path == "/home/ann/plan.docx"


def test_another_letter_case_is_broken_unless_the_drive_takes_no_notice_of_it() -> None:
    assert followed("Pricing.MD") == Resolved(State.BROKEN, None, f"{ROOT}/sales/Pricing.MD", Difference.CASE)
    found = followed("Pricing.MD", exists=lambda path: path.lower() == f"{ROOT}/sales/pricing.md")
    assert found == Resolved(State.ASSET, IDS["sales/pricing.md"], f"{ROOT}/sales/pricing.md", Difference.CASE)


def test_accents_written_otherwise_lead_to_the_same_file_and_it_is_said() -> None:
    name = f"{ROOT}/r\u00e9sum\u00e9.md"
    for kept in ("NFC", "NFD"):
        path = unicodedata.normalize(kept, name)
        follow = Resolver(Catalogue([Catalogued(7, path)], [ROOT]), nothing)
        assert follow.resolve("r\u00e9sum\u00e9.md", f"{ROOT}/a.md").asset == 7
        found = follow.resolve("re\u0301sume%CC%81.md", f"{ROOT}/a.md")
        assert (found.asset, found.path) == (7, path)
        assert found.difference is (Difference.FORM if kept == "NFC" else None)


def test_addresses_differ_only_by_what_matters() -> None:
    assert plain_address("HTTP://User@Example.ORG:80/A/?b=/#c") == "http://User@example.org/A?b=/"
    assert plain_address("https://example.org:8443") == "https://example.org:8443"


@given(st.text(max_size=40) | st.text(alphabet='./\\%#?:{<"ref >}aA\u00e9\x00', max_size=40))
def test_any_target_at_all_gets_an_answer(target: str) -> None:
    found = followed(target)
    assert (found.asset is None) == (found.state is not State.ASSET)
    assert found.state is not State.BROKEN or found.path


@given(st.lists(st.sampled_from(["a", "b c", "..", ".", "d.md", "é"]), min_size=1, max_size=8), st.booleans())
def test_a_relative_target_leads_where_the_system_would_go(parts: list[str], encoded: bool) -> None:
    target = "/".join(parts)
    page = f"{ROOT}/x/y/page.md"
    wanted = os.path.normpath(Path(page).parent / target)
    follow = Resolver(Catalogue([Catalogued(5, wanted)], [ROOT]), nothing)
    found = follow.resolve(target.replace(" ", "%20") if encoded else target, page)
    assert (found.state, found.path) == (State.ASSET, wanted)
