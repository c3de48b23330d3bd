"""What every test gets: no screen, and a database of its own."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
