"""The Setup page: the site, its chairs, nurses, rate tables and settings."""
