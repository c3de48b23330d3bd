"""The headless commands. Bad input is one line on standard error and exit code 2."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import clock, show, show_minutes
from ivig_scheduler.domain.terms import TableUse
from ivig_scheduler.services.durations import Duration, compute_duration

EXIT_BAD_INPUT = 2
COMMANDS = ("duration",)


class OneLineParser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2 after one line on standard error."""
        sys.exit(complain(f"{message} (see {self.prog} --help)"))


def complain(message: str) -> int:
    """Say on standard error, in one line, what is wrong, and return the exit code for it."""
    print(f"ivig-scheduler: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201
    return EXIT_BAD_INPUT


def run(arguments: Sequence[str]) -> int:
    """Run the headless command in `arguments` and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        computed = compute_duration(
            product_name=options.product,
            indication_code=options.indication,
            weight=options.weight,
            grams=options.grams,
            use=TableUse(options.use),
            is_at_risk=options.at_risk,
            max_ml_per_h=options.max_ml_per_h,
        )
    except RuleBrokenError as error:
        return complain(str(error))
    shown = json.dumps(_as_json(computed), indent=2) if options.json else _as_text(computed)
    print(shown)  # noqa: T201
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog="ivig-scheduler", description="Plan immunoglobulin infusions without the window."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    duration = commands.add_parser(
        "duration", help="how long a visit takes, minute by minute", allow_abbrev=False
    )
    add = duration.add_argument
    add("--product", required=True, help="name in the catalogue, such as 'Gammaplex 5%%'")
    add("--indication", required=True, help="code in the catalogue, such as PI")
    add("--weight", required=True, help="weight in kg")
    add("--grams", required=True, help="dose of the visit in g")
    uses = (TableUse.FIRST.value, TableUse.SUBSEQUENT.value)
    add("--use", choices=uses, default=TableUse.SUBSEQUENT.value, help="default: subsequent")
    add("--at-risk", action="store_true", help="apply the at-risk ceiling")
    add("--max-ml-per-h", default="", help="highest rate in mL/h")
    add("--json", action="store_true", help="print JSON")
    return parser


def _as_json(computed: Duration) -> dict[str, Any]:
    plan, visit = computed.titration, computed.visit
    return {
        "product": computed.product.name,
        "indication": computed.indication.code,
        "table": {
            "use": computed.table.use.value,
            "version": computed.table.table_version,
            "basis": [step.basis.value for step in computed.table.steps],
        },
        "weight_kg": float(computed.weight_kg),
        "dose_g": float(computed.dose_g),
        "volume_ml": round(float(plan.volume_ml), 6),
        "infusion_minutes": round(float(plan.infusion_minutes), 6),
        "planned_minutes": plan.planned_minutes,
        "booked_minutes": visit.booked_minutes,
        "steps": [
            {
                "start_minute": round(float(step.start_minute), 6),
                "minutes": round(float(step.minutes), 6),
                "ml_per_h": round(float(step.ml_per_h), 6),
                "mg_per_kg_min": round(float(step.mg_per_kg_min), 6),
                "volume_ml": round(float(step.volume_ml), 6),
                "total_ml": round(float(step.total_ml), 6),
            }
            for step in plan.steps
        ],
        "phases": [
            {"name": phase.name.value, "start_minute": phase.start_minute, "minutes": phase.minutes}
            for phase in visit.phases
        ],
    }


def _as_text(computed: Duration) -> str:
    plan, visit = computed.titration, computed.visit
    lines = [
        f"{computed.product.name}, {computed.indication.code}, "
        f"{show(computed.dose_g)} g for {show(computed.weight_kg)} kg = {show(plan.volume_ml)} mL",
        f"Infusion {show(plan.infusion_minutes, 3)} min, "
        f"in the chair {show_minutes(visit.booked_minutes)}",
        "",
        f"{'from':>6} {'min':>8} {'mL/h':>8} {'mL so far':>10}",
    ]
    lines += [
        f"{clock(step.start_minute):>6} {show(step.minutes, 3):>8} "
        f"{show(step.ml_per_h):>8} {show(step.total_ml):>10}"
        for step in plan.steps
    ]
    lines.append("")
    lines += [
        f"{clock(phase.start_minute):>6} {phase.minutes:>4} min  {phase.name.value}"
        for phase in visit.phases
    ]
    return "\n".join(lines)
