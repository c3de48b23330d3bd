"""Whether there is a screen to open a window on, found out before Qt is loaded."""

from collections.abc import Mapping

USE_SCREENSHOT = "use --screenshot FILE.png to draw the window into a file"


def find_display_problem(environment: Mapping[str, str], platform: str) -> str:
    """Return in one sentence why no window can be opened, or nothing.

    `platform` is sys.platform; only Linux and its kin start without a screen.
    """
    has_screen = any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    if has_screen or platform in {"win32", "darwin"}:
        return ""
    return f"there is no display to open a window on: {USE_SCREENSHOT}"
