"""The headless commands."""

import json

import pytest

from ivig_scheduler.app import main

GAMMAPLEX = ["duration", "--product", "Gammaplex 5%", "--indication", "PI"]
PERSON = ["--weight", "70", "--grams", "28"]
OF_PRIVIGEN = ["duration", "--product", "Privigen 10%", *PERSON]


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


def test_rates_for_people_are_rounded_down_to_the_pump(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*GAMMAPLEX, "--weight", "70.77", "--grams", "28"]) == 0
    assert "42.4 " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("weight", "grams"), [("70,5", "28,2"), (" 70.5 ", " 28.2 g"), ("70.5kg", "+28.20")]
)
def test_amounts_are_read_as_people_type_them(
    weight: str, grams: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*GAMMAPLEX, "--weight", weight, "--grams", grams, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["weight_kg"], answer["dose_g"]) == (70.5, 28.2)


@pytest.mark.parametrize("use", ["first", "subsequent"])
def test_the_answer_holds_together(use: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["duration", "--product", "qivigy 10%", "--indication", "pi", "--use", use, "--json"]
    assert main([*command, "--weight", "70", "--grams", "35", "--max-ml-per-h", "111.1"]) == 0
    answer = json.loads(capsys.readouterr().out)
    steps, phases = answer["steps"], answer["phases"]
    assert sum(step["minutes"] for step in steps) == pytest.approx(answer["infusion_minutes"])
    assert sum(step["volume_ml"] for step in steps) == pytest.approx(answer["volume_ml"])
    assert max(step["ml_per_h"] for step in steps) == 111.1
    assert 0 <= answer["planned_minutes"] - answer["infusion_minutes"] < 1
    infusion = next(phase for phase in phases if phase["name"] == "infusion")
    assert infusion["minutes"] == answer["planned_minutes"]
    stay = sum(phase["minutes"] for phase in phases if phase["name"] != "turnover")
    assert stay == answer["booked_minutes"] and stay % 15 == 0
    assert answer["table"]["use"] == use


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([*GAMMAPLEX, "--weight", "0", "--grams", "28"], "weight 0 kg"),
        ([*GAMMAPLEX, "--weight", "-70", "--grams", "28"], "weight -70 kg"),
        ([*GAMMAPLEX, "--weight=nan", "--grams", "28"], "not a number"),
        ([*GAMMAPLEX, "--weight", "351", "--grams", "28"], "over 350 kg"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "211"], "over 3 g/kg"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "many"], "'many' is not a number"),
        ([*GAMMAPLEX, "--weight", "1e999999999", "--grams", "28"], "more than 30 digits"),
        ([*GAMMAPLEX, "--weight", "1e-999999999", "--grams", "1e-999999999"], "30 digits"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "1e400"], "more than 30 digits"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "1e28"], "over 3 g/kg"),
        ([*GAMMAPLEX, "--weight", "7_0", "--grams", "28"], "not a number"),
        ([*GAMMAPLEX, "--weight", "1,070.5", "--grams", "28"], "not a number"),
        ([*GAMMAPLEX, "--weight", "", "--grams", "28"], "not a number"),
        ([*GAMMAPLEX, "--weight=-inf", "--grams", "28"], "not a number"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "0"], "dose 0 g"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--max-ml-per-h", "0"], "above 0 mL/h"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--max-ml-per-h", "1e-9"], "of 0.1 mL/h"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--max-ml-per-h", "1e99999999"], "digits"),
        ([*GAMMAPLEX, "--weight", "70", "--grams", "28", "--max-ml-per-h", "inf"], "not a number"),
        ([*OF_PRIVIGEN, "--indication", "MMN"], "Privigen 10% has no rate table for MMN"),
        ([*OF_PRIVIGEN, "--indication", "P\nI"], "there is no indication 'P I'"),
        (
            ["duration", "--product", "Gammaked 10%", "--indication", "CIDP", *PERSON],
            "is a draft",
        ),
        (
            ["duration", "--product", "Yimmugo 10%", "--indication", "PI", *PERSON],
            "no rate table: enter one",
        ),
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
