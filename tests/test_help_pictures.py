"""The pictures of the help are taken by the program from options it understands."""

from pathlib import Path

from ivig_scheduler.help_pictures import PICTURES, picture_arguments
from ivig_scheduler.options import WindowOptions, read_options
from ivig_scheduler.resources import resource_path


def test_every_picture_asks_for_what_the_program_can_do(tmp_path: Path) -> None:
    for picture in PICTURES:
        options = read_options(picture_arguments(tmp_path, *picture))
        assert isinstance(options, WindowOptions)
        assert options.is_demo
        assert options.now is not None


def test_the_pictures_are_in_the_help() -> None:
    for name, _, _ in PICTURES:
        assert resource_path("help", f"{name}.png").is_file()
