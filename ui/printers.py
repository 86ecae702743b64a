"""The printers of this computer, and the system's dialog that chooses one of them; loaded when somebody prints."""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

_LOCAL_SERVICE: Final = "/run/cups/cups.sock"
_PAPERS: Final = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


class NoPrinter(WorkspaceError):
    """Nothing here can print."""

    def __init__(self) -> None:
        super().__init__(
            mark(
                "No printer is set up on this computer. Add one in the system's settings, or export the PDF and print "
                "it elsewhere."
            )
        )


def chosen_printer(parent: QWidget, title: str, pages: int, paper: str) -> QPrinter | None:
    """The printer that somebody chooses for so many pages on a paper; None where they leave it.

    Raises NoPrinter where there is none to choose.
    """
    _stay_on_this_computer()
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay(printer, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setMinMax(1, pages)
    # As a file the PDF itself is better: "Export PDF" writes it.
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    accepted = bool(dialog.exec())
    dialog.deleteLater()
    return printer if accepted else None


def lay(printer: QPrinter, paper: str) -> None:
    """Lays this paper into a printer; the pages bring their own margins."""
    printer.setCreator("Enable Desktop")
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(QPageSize(_PAPERS[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0.0, 0.0, 0.0, 0.0))
    )


def _stay_on_this_computer() -> None:
    """Has the print service asked through its file: libcups would otherwise knock at a port, where no file is."""
    if sys.platform not in ("win32", "darwin"):
        os.environ.setdefault("CUPS_SERVER", _LOCAL_SERVICE)
