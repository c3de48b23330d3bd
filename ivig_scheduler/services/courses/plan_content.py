"""Whether two plans of a visit say the same, whatever their ids."""

from ivig_scheduler.domain.records import Plan

_FIELDS = tuple(name for name in Plan.model_fields if name != "id")


def has_same_content(one: Plan, other: Plan) -> bool:
    """Return whether both plans have the same minutes, steps, table and inputs."""
    return all(getattr(one, name) == getattr(other, name) for name in _FIELDS)
