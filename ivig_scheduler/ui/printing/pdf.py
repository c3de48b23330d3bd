"""Writes pages into a PDF file or onto a printer."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from ivig_scheduler.ui.printing.page_painter import paint_page
from ivig_scheduler.ui.printing.page_size import UNITS_PER_INCH, UNITS_PER_POINT, PageSize
from ivig_scheduler.ui.printing.pages import Pages

CREATOR = "IVIG Scheduler"


def write_pdf(path: Path, pages: Pages, title: str) -> None:
    """Write a PDF whose text can be selected; `title` names no patient.

    The file is there whole or not at all. Raises OSError where it cannot be written.
    """
    with TemporaryDirectory(dir=path.parent, prefix=".print-") as folder:
        made = Path(folder) / "made.pdf"
        writer = QPdfWriter(str(made))
        writer.setResolution(UNITS_PER_INCH)
        writer.setCreator(CREATOR)
        writer.setTitle(title)
        writer.setPageLayout(page_layout(pages.size))
        draw_on(writer, pages, range(len(pages.pages)), scale=1.0)
        made.replace(path)


def page_layout(size: PageSize) -> QPageLayout:
    """Return Qt's description of a paper of that size, all of which is drawn on."""
    upright = size.turned if size.is_wide else size
    points = QSizeF(upright.width / UNITS_PER_POINT, upright.height / UNITS_PER_POINT)
    paper = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if size.is_wide else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, turned, QMarginsF(), QPageLayout.Unit.Point)


def draw_on(
    device: QPagedPaintDevice, pages: Pages, numbers: Sequence[int], *, scale: float
) -> None:
    """Draw the pages of those numbers, from 0; `scale` is how many dots a unit of a page is.

    Raises OSError where the device does not take them.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("nothing can be written there")
    try:
        for place, number in enumerate(numbers):
            if place and not device.newPage():
                raise OSError("the next page is not taken")
            painter.save()
            painter.scale(scale, scale)
            paint_page(painter, pages.pages[number], pages.faces)
            painter.restore()
    finally:
        painter.end()
