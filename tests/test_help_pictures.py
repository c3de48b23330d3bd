"""The pictures of the help are taken by the program from options it understands."""

from pathlib import Path

import pytest

from ivig_scheduler.help_pictures import PICTURES, HelpPicture
from ivig_scheduler.options import WindowOptions, read_options
from ivig_scheduler.resources import resource_path


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_picture_asks_for_what_the_program_can_do(
    picture: HelpPicture, tmp_path: Path
) -> None:
    options = read_options(picture.arguments(tmp_path))
    assert isinstance(options, WindowOptions)
    assert options.is_demo
    assert options.now is not None
    assert resource_path("help", f"{picture.name}.png").is_file()
