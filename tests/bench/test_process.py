"""What a command costs is measured over all of its processes."""

import subprocess
import sys

import pytest

from bench.process import measure

HOLD = "import time; held = bytearray(60_000_000); time.sleep(0.4); print('done')"


def test_memory_of_a_child_of_the_command_counts() -> None:
    cost = measure([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"])
    assert cost.output == "done\n"
    assert cost.memory > 60_000_000
    assert cost.cpu > 0


def test_a_failing_command_gives_no_figures() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        measure([sys.executable, "-c", "raise SystemExit(3)"])
