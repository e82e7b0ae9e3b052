"""Scripts behind the published figures. Run one as `python -m bench.clean`."""

import zolal as zolal  # before numpy, to which it says how to ask for memory
