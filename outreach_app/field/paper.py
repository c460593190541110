"""From PDF to paper: the default printer, or a file where there is none."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from outreach_app.documents import picture
from outreach_app.i18n import tr

_DPI = 203


def print_pdf(pdf: bytes, file: Path) -> str:
    """Print the page, or save it as `file` where no printer is; return what was done, in words."""
    printer = QPrinterInfo.defaultPrinter()
    image = QImage.fromData(picture(pdf, _DPI))
    if not printer.isNull() and _paint(QPrinter(printer), image):
        name = printer.printerName()
        return tr("Sent to {printer}. Look whether it came out.", printer=name)
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as saved:
        saved.write(pdf)
    return tr("No printer here. It is saved as {file}.", file=str(file))


def print_only(pdf: bytes) -> bool:
    """Print the page and leave no file; tell whether a printer took it."""
    printer = QPrinterInfo.defaultPrinter()
    if printer.isNull():
        return False
    return _paint(QPrinter(printer), QImage.fromData(picture(pdf, _DPI)))


def forget(folder: Path) -> None:
    """Remove slips and tickets that were saved as files: they can be printed again at any time."""
    for file in folder.glob("*.pdf"):
        file.unlink(missing_ok=True)


def _paint(printer: QPrinter, image: QImage) -> bool:
    size = QSizeF(image.width() / _DPI * 25.4, image.height() / _DPI * 25.4)
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.drawImage(QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), image)
    painter.end()
    return True
