"""A shell in which a token has leaked, to practise: the real programs, the book's page, the small GitHub and a clock.

    rehearse_leak.py DECISIONS.json BOOK      opens the shell; DECISIONS is what `decide --format json` prints
"""

import json
import os
import subprocess
import sys
import tempfile
import time

from rehearsal import Room, Stage, lacks, unshared, write
from rehearse_book import Seed
from small_github import TOKENS, merged

LEAKED = "cr_pat"
WELCOME = """
A classic PAT of the example organization has leaked: somebody pasted it into a public chat. It is in ~/leaked.
GitHub answers as the real one does, but all of it is on this machine: nothing you do here reaches the real GitHub.

  its page     {book}/markdown/credentials/existing-{leaked}.md
  step by step bash {book}/assets/follow.sh {book}/markdown/credentials/existing-{leaked}.md
  the clock    started now; `exit` stops it, and says what is still open

"""


def say_result(seconds, world, calls):
    """What a leak leaves to be done, and whether it is done."""
    is_dead = TOKENS["@reader"] not in world["tokens"]
    stored = [name for name in world["secrets"] if name.endswith(f" {LEAKED.upper()}")]
    looked = any("audit-log" in call for call in calls)
    print(f"\n{seconds // 60} min {seconds % 60} s")
    print("revoked: GitHub refuses it" if is_dead else "NOT revoked: whoever has it can still use it")
    print("the audit log was searched" if looked else "NOT looked at: what was done with it (audit log)")
    print("NOT deleted where it is stored: " + ", ".join(stored) if stored else "deleted from every secret")
    return 0 if is_dead else 1


def practise(folder, decisions, book):
    room = Room(folder, 0)
    seed = Seed({"decisions": open(decisions).read()})
    place = os.path.join(folder, "leak")
    environment = room.settle(place, {"leaked": TOKENS["@reader"] + "\n"})
    credential = seed.credential("credentials/existing-" + LEAKED)
    world = merged(seed.world, seed.held(credential)[0])
    write(f"{place}/world.json", room.filled(json.dumps(world)))
    print(WELCOME.format(book=book, leaked=LEAKED))
    started = time.monotonic()
    shell = ["bash", "--norc", "--noprofile", "-i"]
    subprocess.run(shell, env=environment | {"PS1": "leak> ", "TERM": os.environ.get("TERM", "dumb")}, cwd=room.home)
    calls = open(f"{place}/calls").read().split("\0") if os.path.exists(f"{place}/calls") else []
    return say_result(round(time.monotonic() - started), json.load(open(f"{place}/world.json")), calls)


def main():
    if sys.argv[1] == "room":
        status = practise(*sys.argv[2:])
        sys.stdout.flush()
        os._exit(status)
    if missing := lacks():
        sys.exit("cannot rehearse: " + missing)
    with tempfile.TemporaryDirectory() as folder:
        Stage(folder)
        paths = map(os.path.abspath, sys.argv[1:])
        here = [sys.executable, "-B", os.path.abspath(__file__), "room", folder, *paths]
        sys.exit(subprocess.run(unshared(*here)).returncode)


if __name__ == "__main__":
    main()
