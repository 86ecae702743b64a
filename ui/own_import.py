"""Gives Python its own import back, which QtCore replaces when it is loaded.

WORKAROUND PYSIDE-2029: PySide's import reads the source of every module, to learn whether it may use switches
(`from __feature__ import …`) that nobody uses here. That took a tenth of a start.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  # Only after it is there something to give back.

builtins.__import__ = vars(builtins).get("__orig_import__", builtins.__import__)
