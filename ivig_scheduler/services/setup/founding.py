"""Filling a new database: the site, its usual hours and the catalogue that ships."""

from datetime import time

from ivig_scheduler.domain.changes import ChangeSet, added
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.forms import make_record
from ivig_scheduler.domain.records import OpeningHours, Site
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup.catalogue_files import load_catalogue
from ivig_scheduler.services.setup.holiday_years import find_missing_years
from ivig_scheduler.services.setup.site import check_site

OPENS, CLOSES = time(8), time(17)
WORKING_DAYS = range(5)


def found_clinic(
    work: Work, *, name: str, zone: str, country: str, subdivision: str = ""
) -> ChangeSet:
    """Return the first records of a clinic: its site, weekday hours, holidays, the catalogue.

    `zone` is an IANA name, `country` a two-letter code (or nothing). Raises RuleBrokenError where
    one of them is unknown, or a clinic is there already.
    """
    if work.store.site() is not None:
        raise refuse("site", "this database holds a clinic already: open another file")
    site = make_record(Site, name=name, zone=zone, country=country, subdivision=subdivision)
    check_site(site)
    hours = (OpeningHours(weekday=day, opens=OPENS, closes=CLOSES) for day in WORKING_DAYS)
    holidays = find_missing_years(work.store, site, work.today)
    shipped = load_catalogue()
    catalogue = (*shipped.indications, *shipped.products, *shipped.rate_tables)
    return ChangeSet("Set up the clinic", added(site, *hours, *holidays, *catalogue))
