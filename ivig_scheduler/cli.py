"""The headless commands. Bad input is one line on standard error and exit code 2."""

import json
from typing import Any

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import clock, round_down_to, show, show_minutes
from ivig_scheduler.options import DurationOptions, complain, tell
from ivig_scheduler.services.durations import Duration, compute_duration


def run_duration(options: DurationOptions) -> int:
    """Print how long a visit takes and return the exit code."""
    try:
        computed = compute_duration(
            product_name=options.product,
            indication_code=options.indication,
            weight=options.weight,
            grams=options.grams,
            use=options.use,
            is_at_risk=options.is_at_risk,
            max_ml_per_h=options.max_ml_per_h,
        )
    except RuleBrokenError as error:
        return complain(str(error))
    shown = json.dumps(_as_json(computed), indent=2) if options.is_json else _as_text(computed)
    tell(shown)
    return 0


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
        f"{show(round_down_to(step.ml_per_h, computed.pump_step)):>8} {show(step.total_ml):>10}"
        for step in plan.steps
    ]
    lines.append("")
    lines += [
        f"{clock(phase.start_minute):>6} {phase.minutes:>4} min  {phase.name.value}"
        for phase in visit.phases
    ]
    return "\n".join(lines)
