"""For all tests: nothing is taken from what an earlier run kept, unless a test asks for it."""

import os

os.environ["BRIEFGEN_CACHE"] = "off"
