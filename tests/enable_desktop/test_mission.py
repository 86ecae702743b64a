"""Sentences are counted as a reader would, in both languages."""

from __future__ import annotations

import pytest

from enable_desktop.charter.mission import count, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("...", 0),
        ("We help reps. They win.", 2),
        ("We help reps, e.g. AEs, win 1.5 times more deals.", 1),
        ("Acme Inc. sells more.", 1),
        ("We work at Acme Inc. We win.", 2),
        ("Dr. Smith and J. R. Tolkien help us. Good.", 2),
        ("Wait… then win.", 1),
        ("We win… They lose.", 2),
        ("“Can you help?” asked reps. Yes!", 2),
        ("Really? Yes! OK.", 3),
        ("From 9 a.m. to 5 p.m. We work.", 2),
        ("By Dec. 31 we win 3 pts.", 1),
        ("No. 5 is alive.", 1),
        ("We sell content, tools, etc. Reps use them.", 2),
        ("We sell etc. to all.", 1),
        ("Sales in the U.S. We help.", 2),
        ("The U.S. team wins. Yes.", 2),
        ("Visit example.com. It works.", 2),
        ("We do so (see app. B). They too.", 2),
        ("First paragraph\n\nSecond paragraph", 2),
        ("One line\nsame sentence.", 1),
        ("1. First\n2. Second", 2),
        ("**We help.** They win.", 2),
        ("We help [[measures:3|Win rate, i.e. wins]] rise. Fine.", 2),
        (f"We help at {'x' * 200}.com. Reps win. {' ' * 200}Fine.", 3),
        (f"We help at Acme{' ' * 200} Inc. sells more.", 1),
    ],
)
def test_counts_english_sentences(text: str, expected: int) -> None:
    assert count(text) == len(sentences(text)) == expected, sentences(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мы помогаем продавцам, т.е. тем, кто продаёт, и т.д. Мы судим по двум числам.", 2),
        ("К 2026 г. мы растём. Доля побед 25,5 %.", 2),
        ("В г. Казани мы растём.", 1),
        ("Помощь и т. д. Это всё.", 2),
        ("Т. е. мы помогаем.", 1),
        ("А. С. Пушкин писал. Мы читаем.", 2),
        ("«Мы растём!» — сказал он. Да.", 2),
        ("В 2025–2026 гг. Компания растёт.", 1),
        ("Мы тратим 5 млн руб. Это много.", 2),
        ("Цена 38 тыс. руб. в год.", 1),
        ("Обеспечение непрерывного обучения и роста для команд, работающих с клиентами.", 1),
    ],
)
def test_counts_russian_sentences(text: str, expected: int) -> None:
    assert count(text) == len(sentences(text)) == expected, sentences(text)
