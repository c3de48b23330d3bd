"""The card that tells all about the visit under the pointer."""

from PySide6.QtWidgets import QToolTip, QWidget


def show_card(widget: QWidget, text: str) -> None:
    """Tell `text` once the pointer rests on `widget`; take down the card of another visit at once.

    Qt leaves a card standing while the pointer stays on one widget, whatever is under it.
    """
    if text == widget.toolTip():
        return
    widget.setToolTip(text)
    QToolTip.hideText()
