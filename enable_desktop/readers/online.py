"""Files of which only the name is here: opening one would fetch it."""

from __future__ import annotations

import os
from typing import Final

_WINDOWS: Final = 0x00001000 | 0x00040000 | 0x00400000
"""FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN and _RECALL_ON_DATA_ACCESS."""
_DATALESS: Final = 0x40000000
"""SF_DATALESS of macOS."""
_INLINE: Final = 64 * 1024
"""Smaller files may lie inside their directory entry and take no block of their own (btrfs, ext4, NTFS)."""


def is_online_only(status: os.stat_result) -> bool:
    """Whether the content lies in a cloud and not on this computer, as far as the system says.

    Linux has no mark for it: a file of some size without a single block has no content here, and reading it would
    give zeros, or fetch it.
    """
    attributes = getattr(status, "st_file_attributes", None)
    if attributes is not None:
        return bool(attributes & _WINDOWS)
    if getattr(status, "st_flags", 0) & _DATALESS:
        return True
    return status.st_size >= _INLINE and getattr(status, "st_blocks", 1) == 0
