"""The headless commands."""

import json

import pytest

from ivig_scheduler.app import main

GAMMAPLEX = ["duration", "--product", "Gammaplex 5%", "--indication", "PI"]


def test_duration_prints_what_a_program_needs(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer["infusion_minutes"] == 135.625
    assert answer["planned_minutes"] == 136
    assert answer["booked_minutes"] == 255
    assert answer["table"] == {
        "use": "any",
        "version": 1,
        "basis": ["label", "maker", "maker", "maker", "label"],
    }
    assert answer["steps"][-1]["total_ml"] == answer["volume_ml"] == 560
    assert answer["phases"][0] == {"name": "assessment", "start_minute": 0, "minutes": 15}


def test_duration_without_json_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--max-ml-per-h", "240"]) == 0
    assert "Infusion" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([*GAMMAPLEX, "--weight", "0", "--grams", "28"], "weight 0 kg"),
        ([*GAMMAPLEX, "--weight", "-70", "--grams", "28"], "weight -70 kg"),
        ([*GAMMAPLEX, "--weight=nan", "--grams", "28"], "not a number"),
        ([*GAMMAPLEX, "--weight", "351", "--grams", "28"], "over 350 kg"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "211"], "over 3 g/kg"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "many"], "'many' is not a number"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--max-ml-per-h", "0"], "above 0 mL/h"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--use", "last"], "invalid choice"),
        ([*GAMMAPLEX, "--weight", "70"], "--grams"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--at-risk"], "no at-risk ceiling"),
        (
            ["duration", "--product", "x", "--indication", "PI", "--weight", "7", "--grams", "2"],
            "there is no product 'x'",
        ),
    ],
)
def test_bad_input_is_one_line_and_exit_code_two(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(arguments)
    except SystemExit as left:
        code = int(left.code or 0)
    errors = capsys.readouterr().err
    assert code == 2
    assert errors.count("\n") == 1
    assert says in errors
