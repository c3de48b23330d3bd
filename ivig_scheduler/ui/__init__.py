"""The window."""

from ivig_scheduler.ui.imports import leave_sources_unread

leave_sources_unread()
