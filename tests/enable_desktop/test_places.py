"""What a path says of synced folders."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from enable_desktop.places import synced_by


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
