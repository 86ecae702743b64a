from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.readers.front_matter import front_matter

PAGE = """---
date: 2019-07-31 09:00:00 -0500
Title: "Add your: site"
summary: >
  Two
  lines
expirydate: 2024-06-14
topics:
  - analytics
  - "user experience"
authors: [ann-lee, Борис]
empty: ""
nothing:
tilde: ~
draft: no
number: 010
---

# Below
"""


def test_values_are_kept_as_they_are_written() -> None:
    found = front_matter(PAGE)
    assert found.values == {
        "date": ("2019-07-31 09:00:00 -0500",),
        "title": ("Add your: site",),
        "summary": ("Two lines",),
        "expirydate": ("2024-06-14",),
        "topics": ("analytics", "user experience"),
        "authors": ("ann-lee", "Борис"),
        "draft": ("no",),
        "number": ("010",),
    }
    assert PAGE[found.body_at :].strip() == "# Below"
    assert not found.is_odd


def test_of_records_within_a_value_the_first_entry_counts() -> None:
    people = "authors:\n  - {name: Ann, url: x}\n  - name: Bo\n    role: y\n"
    text = f"---\n{people}seo: {{title: Short, text: Long}}\nend: 1\n---\n"
    assert front_matter(text).values == {"authors": ("Ann", "Bo"), "seo": ("Short",), "end": ("1",)}


def test_toml_is_read_too() -> None:
    text = '+++\ntitle = "A"\nexpiryDate = 2024-06-14\ntags = ["x", "y"]\n[params]\nowner = "Bo"\n+++\nBody\n'
    found = front_matter(text)
    assert found.values == {"title": ("A",), "expirydate": ("2024-06-14",), "tags": ("x", "y"), "params": ("Bo",)}
    assert text[found.body_at :] == "Body\n"


@pytest.mark.parametrize(
    "text",
    ["", "---", "---\n", "# A\n---\nb: c\n---\n", "--- x\na: b\n---\n", "---\na: b\n", "---\n\nA line.\n\n---\n\nB\n"],
)
def test_a_page_without_front_matter_is_all_text(text: str) -> None:
    assert front_matter(text).values == {}
    assert front_matter(text).body_at == 0


def test_what_is_no_valid_yaml_is_read_line_by_line_and_said() -> None:
    found = front_matter("---\ntitle: Sales: the 'basics'\ntags:\n  - one\n  - 'two'\nbad: [\n---\nBody")
    assert found.is_odd
    assert found.values == {"title": ("Sales: the 'basics'",), "tags": ("one", "two"), "bad": ("[",)}


def test_a_tag_makes_no_object_and_an_alias_repeats_no_list() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert front_matter(f"---\n{bomb}---\n").values == {"a": ("x", "x")}
    run = "---\nrun: !!python/object/apply:os.system ['exit 1']\nname: &n Ann\nowner: *n\n---\n"
    assert front_matter(run).values == {"run": ("exit 1",), "name": ("Ann",), "owner": ("Ann",)}


@pytest.mark.parametrize("sign", ["---", "+++"])
@pytest.mark.parametrize("inner", ["a = " + "[" * 30_000, "a: " + "[" * 30_000, "a: " + "{b: " * 15_000, "- " * 30_000])
def test_no_depth_is_too_deep(sign: str, inner: str) -> None:
    front_matter(f"{sign}\n{inner}\n{sign}\n")


@given(st.text(max_size=200), st.sampled_from(["---", "+++"]))
def test_anything_between_the_signs_is_survived(inner: str, sign: str) -> None:
    text = f"{sign}\n{inner}\n{sign}\nBody"
    found = front_matter(text)
    assert 0 <= found.body_at <= len(text)
    assert all(value and isinstance(value, str) for values in found.values.values() for value in values)
