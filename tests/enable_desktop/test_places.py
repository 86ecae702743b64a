"""What a path says of synced folders."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from enable_desktop.places import is_conflict_copy, may_be_copy, synced_by


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\me\OneDrive\Programme.enable"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\me\OneDrive - Sample Co\Docs\Programme.enable"), "OneDrive"),
        (PurePosixPath("/Users/me/Library/CloudStorage/OneDrive-SampleCo/P.enable"), "OneDrive"),
        (PurePosixPath("/home/me/Dropbox/P.enable"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\me\Dropbox (Sample Co)\P.enable"), "Dropbox"),
        (PurePosixPath("/Users/me/Library/Mobile Documents/com~apple~CloudDocs/P.enable"), "iCloud"),
        (PureWindowsPath(r"C:\Users\me\iCloudDrive\P.enable"), "iCloud"),
        (
            PurePosixPath("/Users/me/Library/CloudStorage/GoogleDrive-me@sample.example/P.enable"),
            "Google Drive",
        ),
        (PureWindowsPath(r"G:\Мой диск\P.enable"), "Google Drive"),
        (PureWindowsPath(r"G:\My Drive\P.enable"), "Google Drive"),
        (PurePosixPath("/home/me/Yandex.Disk/P.enable"), "Yandex Disk"),
        (PureWindowsPath(r"C:\Users\me\YandexDisk\P.enable"), "Yandex Disk"),
        (PureWindowsPath(r"C:\Users\me\Яндекс.Диск\P.enable"), "Yandex Disk"),
        (PurePosixPath("/home/me/Documents/P.enable"), ""),
        (PurePosixPath("/home/me/dropboxes/P.enable"), ""),
        (PurePosixPath("/home/me/Dropbox"), ""),
        (PurePosixPath("/home/me/Dropbox.enable"), ""),
        (PurePosixPath("P.enable"), ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(path: PurePosixPath | PureWindowsPath, service: str) -> None:
    assert synced_by(path) == service


@pytest.mark.parametrize(
    "name",
    [
        "Programme (conflicted copy 2026-11-24).enable",
        "Programme (Anna's conflicted copy 2026-11-24).enable",
        "Programme (LAPTOP-7's conflicted copy 2026-11-24 101500).enable",
        "Programme (копия пользователя Анна в конфликте 2026-11-24).enable",
        "Programme (Конфликтующая копия, LAPTOP 2026-11-24).enable",
        "Programme (Kopie von Anna in Konflikt 2026-11-24).enable",
        "Programme (copie en conflit de Anna 2026-11-24).enable",
        "Programme_conflict-20261124-101500.enable",
        "Programme.sync-conflict-20261124-101500-ABCDEFG.enable",
        "Programme.Conflict.enable",
        "PROGRAMME (CONFLICTED COPY).ENABLE",
    ],
)
def test_what_a_sync_service_calls_the_second_of_two_is_a_conflict_copy(name: str) -> None:
    assert is_conflict_copy(name, "Programme.enable")
    assert not is_conflict_copy("Programme.enable", name)


@pytest.mark.parametrize(
    "name",
    ["Programme (1).enable", "Programme(2).enable", "Programme 2.enable", "Programme-LAPTOP-7.enable"],
)
def test_a_name_with_a_number_or_a_computer_may_be_a_copy(name: str) -> None:
    assert may_be_copy(name, "Programme.enable")
    assert not is_conflict_copy(name, "Programme.enable")


@pytest.mark.parametrize(
    "name",
    [
        "Programme.enable", "Conflicts.enable", "Programmes.enable", "Programme for conflicts", "Other (1).enable",
        "Programme (conflicted copy).txt", "Programme of last year.enable", "Conflict resolution.enable",
    ],
)  # fmt: skip
def test_another_name_is_another_file(name: str) -> None:
    assert not is_conflict_copy(name, "Programme.enable")
    assert not may_be_copy(name, "Programme.enable")


def test_a_name_may_be_spelled_with_single_or_with_joined_letters() -> None:
    assert is_conflict_copy("Обучение й (conflicted copy).enable", "Обучение и\u0306.enable")
