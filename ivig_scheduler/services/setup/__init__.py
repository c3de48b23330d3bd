"""The clinic itself: site, calendar, chairs, nurses, products and their rate tables."""
