"""Keeping imports as quick with Qt loaded as they are without it."""

from importlib import import_module
from types import ModuleType

_SEARCH = "_mod_uses_pyside"


def leave_sources_unread() -> None:
    """Stop PySide from reading the source of every module that is imported after it.

    It looks for its own name there, to know which modules its `from __feature__ import` may
    concern. We use no feature, and the search costs the start a third of a second and, since
    `linecache` keeps all it read, 35 MB. A release of PySide that does this otherwise is left be.
    """
    import PySide6.QtCore  # noqa: F401, PLC0415 - loads the part that is looked up next

    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, _SEARCH):
        setattr(feature, _SEARCH, _uses_features)


def _uses_features(_module: ModuleType) -> bool:
    return False
