"""For peers: their arguments, their memory, and the line that they print."""
import json
import os
import sys
from importlib.metadata import version

folder, args = (sys.argv + [""])[1], sys.argv[2:]
threads = int(os.environ.get("BENCH_THREADS", "2"))


def resident_bytes():
    """Resident memory of this process in bytes: the most so far, and now."""
    with open("/proc/self/status") as status:
        fields = dict(line.split(":", 1) for line in status)
    return {name: 1024 * int(fields[field].split()[0]) for name, field in [("peak", "VmHWM"), ("now", "VmRSS")]}


def print_line(packages, **line):
    """Prints a contestant's line; `packages` are those whose versions count."""
    versions = {"python": sys.version.split()[0], **{name: version(name) for name in packages}}
    print(json.dumps({**line, "versions": versions}))
