"""Where the frozen program begins."""

import sys
from multiprocessing import freeze_support

from zqdesk.__main__ import main

if __name__ == "__main__":
    freeze_support()  # a child of the desk begins here too
    sys.exit(main())
