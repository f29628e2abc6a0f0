"""Runs first in each program of the bundle: what it starts itself gets the environment that the person has.

The bundle finds its libraries through LD_LIBRARY_PATH, which has been read by now. Left there, the players, the browser and
the printing that we start would load our libraries instead of their own.
"""

import os

LIBRARIES = "LD_LIBRARY_PATH"

if "_PYI_APPLICATION_HOME_DIR" in os.environ:
    before = os.environ.pop(f"{LIBRARIES}_ORIG", None)
    os.environ.pop(LIBRARIES, None)
    if before:
        os.environ[LIBRARIES] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # our own programs set it up anew for themselves
