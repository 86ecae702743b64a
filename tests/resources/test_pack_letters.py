"""The mails that go with a pack say the same in every language, and name only what is known of a pack."""

from __future__ import annotations

import re
from datetime import date

import pytest

from enable_desktop.packs.contents import PackContents
from enable_desktop.packs.letters import known_of
from enable_desktop.words import LANGUAGES, Words
from resources.letters import pack_letters
from resources.words import translations


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_a_mail_is_one_that_is_known_of_a_pack(language: str) -> None:
    contents = PackContents(pack=1, title="AEs", company="Sample Co", language=language, day=date(2026, 3, 12))
    known = known_of(contents, None, "", Words(language, translations(language)))
    for letter in pack_letters(language).values():
        fields = set(re.findall(r"\{(\w+)\}", letter.subject + letter.body))
        assert set(letter.fields) == fields <= known.keys()
        assert set(letter.optional) <= fields
        assert set(re.findall(r"\{(\w+)\}", letter.body_for({}))) <= {"title", "count", "how", "sender"}


def test_the_mails_are_the_same_ones_in_every_language() -> None:
    first, *others = [[(key, each.optional) for key, each in pack_letters(language).items()] for language in LANGUAGES]
    assert others and all(each == first for each in others)
