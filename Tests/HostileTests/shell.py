"""Runs shell blocks in bash, where every program is a stub that notes its arguments."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from texts import WORD
import twin

# Every command that is none of the shell's own is noted, with its arguments and what it reads.
PRELUDE = r"""
command_not_found_handle() {
  { printf '%s\0' "$@"; printf '\1\0'; } >> "$CALLS"
  return 0
}
PATH=/nonexistent
set +o history +H
"""


def calls(scripts):
    """What each of some scripts calls: lists of arguments. Each runs in an empty folder of its own."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        lines = [PRELUDE]
        for number, script in enumerate(scripts):
            (Path(folder) / f"{number}.sh").write_bytes(script.encode())
            (Path(folder) / f"{number}").mkdir()
            lines.append(
                f"CALLS={folder}/{number}.calls\n"
                f"( cd {folder}/{number}; ulimit -t 5; . {folder}/{number}.sh ) < /dev/null > {folder}/{number}.out 2> {folder}/{number}.err"
            )
        subprocess.run(
            ["bash", "--norc", "--noprofile", "-c", "\n".join(lines)], timeout=300, check=False,
            env={"HOME": folder, "LC_ALL": "C.UTF-8"},
        )
        for number in range(len(scripts)):
            path = Path(folder) / f"{number}.calls"
            noted = path.read_bytes().decode().split("\0")[:-1] if path.exists() else []
            error = (Path(folder) / f"{number}.err").read_bytes().decode(errors="replace").replace(folder, "")
            files = sorted(name for name in os.listdir(Path(folder) / f"{number}"))
            found.append((noted, error, files))
    return found


def in_order(noted):
    """Calls, sorted; each a list of arguments."""
    found = [[]]
    for argument in noted:
        if argument == "\1":
            found.append([])
        else:
            found[-1].append(twin.bare(argument))
    return sorted(found)


def compare(blocks, values, known):
    """What hostile blocks call that their twins do not. `blocks` are pairs with where they are from."""
    pairs = list(blocks)
    missing = sorted({other for _, other in pairs} - set(known))
    known.update(zip(missing, calls(missing)))
    problems = []
    for (block, other), (noted, error, files) in zip(pairs, calls([block for block, _ in pairs])):
        twin_noted, twin_error, twin_files = known[other]
        where = blocks[(block, other)]
        # The programs of a pipeline start in any order.
        came, wanted = in_order(noted), in_order(twin.expected(text, values) for text in twin_noted)
        if came != wanted:
            odd = [call for call in came if call not in wanted]
            problems.append(f"{where}: the shell calls {odd[:2]}\n{block}")
        elif len(error.splitlines()) != len(twin_error.splitlines()) and not error.splitlines() == twin_error.splitlines():
            problems.append(f"{where}: the shell says {error[:300]!r}, of the twin {twin_error[:300]!r}\n{block}")
        if len(files) != len(twin_files):
            problems.append(f"{where}: the shell writes {files}, not {twin_files}")
    return problems
