"""Start the program: `python main.py` does what the `ivig-scheduler` command does."""

import sys

from ivig_scheduler.app import main

if __name__ == "__main__":
    sys.exit(main())
