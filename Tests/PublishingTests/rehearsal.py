"""Runs the shell of runbooks in earnest: the real programs, in a network of their own that has the small GitHub only.

    rehearsal.py lacks                        prints what is missing to run it, or nothing
    rehearsal.py rehearse < cases.json        runs each case's shell in a world of its own and tells what it printed

Nothing of a case can reach the real GitHub, whichever names it uses: the network has no way out. Nothing of it stays,
for it sees a password file, host names and certificates of its own.
"""

import concurrent.futures
import fcntl
import importlib.util
import json
import os
import pty
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading

from small_github import TOKENS, merged, world

HOSTS = ["github.com", "github.acme.example", "acme.ghe.com"]
NAMES = [name for host in HOSTS for name in (host, "api." + host, "containers." + host)] + ["ghcr.io"]
# The real ones, and what reaches them is noted.
REAL = ["gh", "curl", "docker", "ssh"]
STAND_INS = ["kubectl", "kubeseal"]
NEEDED = ["bash", "jq", "git", "ssh-keygen", "openssl", "unshare", "mount", *REAL]
CERTIFICATES = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem"]
# A case that waits for somebody is ended.
SECONDS = 240


def unshared(*command):
    """A command in a network, a file system and a process table of its own."""
    as_root = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *as_root, "--net", "--mount", "--pid", "--fork", "--kill-child", *command]


def lacks():
    """What is missing here; empty where nothing is."""
    if sys.platform != "linux":
        return "only Linux has the namespaces that keep the runbooks away from GitHub"
    missing = [name for name in NEEDED if not shutil.which(name)]
    missing += [name for name in ("asyncssh", "nacl", "yaml") if not importlib.util.find_spec(name)]
    if missing:
        return ", ".join(missing) + " not installed"
    done = subprocess.run(unshared("true"), capture_output=True, text=True)
    return "no namespaces here: " + done.stderr.strip() if done.returncode else ""


# --- the place where it runs


class Stage:
    """What all worlds share: keys that take a while to make, and the certificate of the names."""

    def __init__(self, folder):
        self.folder = folder
        self.keys = os.path.join(folder, "keys")
        os.mkdir(self.keys)
        for name in "abc":
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{self.keys}/{name}"], check=True)
        subprocess.run(["openssl", "genrsa", "-out", f"{self.keys}/app", "2048"], check=True, capture_output=True)
        public = ["openssl", "rsa", "-in", f"{self.keys}/app", "-pubout", "-out", f"{self.keys}/app.pub"]
        subprocess.run(public, check=True, capture_output=True)
        write(f"{self.keys}/broken", "no key\n")
        names = "subjectAltName=" + ",".join("DNS:" + name for name in NAMES)
        files = ["-keyout", f"{folder}/tls.key", "-out", f"{folder}/tls.pem"]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        subprocess.run(
            ["openssl", "req", "-x509", "-days", "2", "-subj", "/CN=github.com", "-addext", names, *curve, *files],
            check=True, capture_output=True)
        write(f"{folder}/tls", open(f"{folder}/tls.key").read() + open(f"{folder}/tls.pem").read())


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def is_up():
    """Brings up the loopback device, the only one of this network (SIOCSIFFLAGS with IFF_UP)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        fcntl.ioctl(device, 0x8914, struct.pack("16sh", b"lo", 1))


class Room:
    """One namespace with one small GitHub, in which one case runs after the other."""

    def __init__(self, folder, number):
        self.stage = folder
        self.place = os.path.join(folder, f"room{number}")
        self.home = os.path.join(self.place, "home")
        self.bin = os.path.join(self.place, "bin")
        os.makedirs(self.bin)
        is_up()
        self.see("/etc/hosts", "".join(f"127.0.0.1 {name}\n" for name in ["localhost", *NAMES]))
        # SSH takes the home folder from here, not from a variable.
        self.see("/etc/passwd", f"root:x:{os.geteuid()}:{os.getegid()}::{self.home}:/bin/bash\n")
        certificate = open(f"{folder}/tls.pem").read()
        for path in filter(os.path.exists, CERTIFICATES):
            self.see(path, certificate)
        self.programs()
        import small_servers

        small_servers.serve_all(f"{folder}/tls")
        self.host_key = small_servers.HOST_KEY.export_public_key().decode().strip()

    def see(self, path, text):
        """Puts a file of this room over one of the machine."""
        ours = os.path.join(self.place, os.path.basename(path))
        write(ours, text)
        subprocess.run(["mount", "--bind", ours, path], check=True)

    def programs(self):
        for name in REAL:
            note = f"""{{ printf '%s' {name}; printf ' %s' "$@"; printf '\\0'; }} >> "$SMALL_GITHUB/calls"\n"""
            self.program(name, note + f'exec {shutil.which(name)} "$@"\n')
        here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "small_github.py")
        for name, own in [(name, name) for name in STAND_INS] + [("docker-credential-secretservice", "keychain"), ("browser", "browser")]:
            self.program(name, f'exec "{sys.executable}" -ISB "{here}" {own} "$@"\n')
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../.build/debug/tokenbook")
        if os.path.exists(program):
            os.symlink(os.path.realpath(program), os.path.join(self.bin, "tokenbook"))
        # Nobody waits, and nobody has a browser.
        for name in ("sleep", "xdg-open"):
            os.symlink(shutil.which("true"), os.path.join(self.bin, name))

    def program(self, name, text):
        path = os.path.join(self.bin, name)
        write(path, "#!/bin/sh\n" + text)
        os.chmod(path, 0o755)

    # A case

    def rehearse(self, case):
        folder = tempfile.mkdtemp(dir=self.place)
        environment = self.settle(folder, case["home"], case.get("clipboard"))
        value = world()
        for change in case["changes"]:
            value = merged(value, change)
        write(f"{folder}/world.json", self.filled(json.dumps(value)))
        printed, is_late = in_terminal(self.script(case), environment | case["environment"], self.home)
        calls, missing = f"{folder}/calls", f"{folder}/missing"
        result = {
            "outputs": printed.split("\f\n")[1:],
            "calls": open(calls).read().split("\0")[:-1] if os.path.exists(calls) else [],
            "missing": sorted(set(open(missing).read().splitlines())) if os.path.exists(missing) else [],
            "world": json.load(open(f"{folder}/world.json")),
            "keys": self.publics(),
            "left": sorted(os.listdir(f"{folder}/tmp")),
            "is_late": is_late,
        }
        shutil.rmtree(folder)
        return result

    def settle(self, folder, files, clipboard=False):
        """A fresh home folder and an empty one for temporary files; the environment of a terminal there."""
        os.makedirs(f"{folder}/tmp")
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(f"{self.stage}/keys", f"{self.home}/keys")
        os.environ["SMALL_GITHUB"], os.environ["HOME"] = folder, self.home
        self.desk(files)
        if clipboard:
            write(f"{self.home}/bin/pbcopy", "#!/bin/sh\ncat > ~/clipboard\n")
            os.chmod(f"{self.home}/bin/pbcopy", 0o755)
        path = f"{self.home}/bin:{self.bin}:{os.path.dirname(shutil.which('jq'))}:/usr/local/bin:/usr/bin:/bin"
        return {
            "PATH": path, "HOME": self.home, "TMPDIR": f"{folder}/tmp", "SMALL_GITHUB": folder, "PS1": "", "PS2": "",
            "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb",
            # gh asks nobody for news, draws no wheel, and asks line by line, as it does for a screen reader.
            "GH_NO_UPDATE_NOTIFIER": "1", "GH_TELEMETRY": "false", "DO_NOT_TRACK": "1",
            "GH_SPINNER_DISABLED": "1", "GH_ACCESSIBLE_PROMPTER": "enabled",
        }

    def desk(self, files):
        """What lies in the home folder: `gh` is signed in, and SSH knows the hosts."""
        login = "".join(f"{host}:\n    user: me\n    oauth_token: {TOKENS['@me']}\n    git_protocol: ssh\n" for host in HOSTS)
        known = "".join(f"{host} {self.host_key}\n" for host in HOSTS)
        for path, text in ({".config/gh/hosts.yml": login, ".ssh/known_hosts": known} | files).items():
            write(os.path.join(self.home, path), text.replace("@host-key", self.host_key))
        os.chmod(f"{self.home}/.ssh", 0o700)

    def publics(self):
        return {f"@key-{n}": " ".join(open(f"{self.stage}/keys/{n}.pub").read().split()[:2]) for n in "abc"}

    def filled(self, text):
        for name, value in (TOKENS | self.publics()).items():
            text = text.replace(name, value)
        return text

    def script(self, case):
        lines = []
        answers = [self.filled(answer) for answer in case["answers"]]
        typed = case.get("typed", [])
        for number, blocks in enumerate(case["steps"]):
            lines.append("printf '\\f\\n'\n")
            for block in blocks:
                lines.append(block)
                if re.search(r"^[^#\n]*read -rs? ?\w", block) and block.count("\n") == 1:
                    lines.append((answers.pop(0) if answers else "") + "\n")
                # Enter, for what `gh` asks before it opens the browser.
                if "gh auth " in block and "gh auth status" not in block:
                    lines.append("\n" * 5)
            lines += [self.filled(line) + "\n" for line in (typed[number] if number < len(typed) else [])]
        return "".join(lines)


# --- the terminal


def in_terminal(script, environment, folder):
    """What an interactive bash prints to whom pastes a script, and whether it had to be ended.

    As in earnest, `read` takes the next line of it, and a failed expansion ends one command, not the shell.
    """
    ours, theirs = pty.openpty()
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    bash = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "--noediting", "-i"], stdin=theirs, stdout=theirs, stderr=theirs,
        env=environment, cwd=folder, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(theirs)
    threading.Thread(target=write_all, args=(ours, script.encode() + b"\4"), daemon=True).start()
    late = threading.Timer(SECONDS, lambda: os.killpg(bash.pid, signal.SIGKILL))
    late.start()
    printed = b""
    while part := read_some(ours):
        printed += part
    is_late = not late.is_alive()
    late.cancel()
    os.close(ours)
    bash.wait()
    # Without the colors, and without the wheel that turns while `gh` waits.
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|[\u2800-\u28ff\r]", "", printed.decode(errors="replace"))
    return text.removesuffix("exit\n"), is_late


def write_all(terminal, text):
    while text:
        text = text[os.write(terminal, text[:1000]) :]


def read_some(terminal):
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


# --- running


def rooms(folder, cases):
    """The results of cases, in their order; each room is a process that is handed one after the other."""
    if missing := lacks():
        sys.exit("cannot rehearse: " + missing)
    waiting = list(enumerate(cases))[::-1]
    results = [None] * len(cases)

    def work(number):
        command = unshared(sys.executable, "-B", os.path.abspath(__file__), "room", folder, str(number))
        room = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        while True:
            try:
                index, case = waiting.pop()
            except IndexError:
                break
            room.stdin.write(json.dumps(case) + "\n")
            room.stdin.flush()
            results[index] = json.loads(room.stdout.readline())
        room.stdin.close()
        room.wait()

    count = min(os.cpu_count() or 2, max(len(cases), 1))
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        list(pool.map(work, range(count)))
    return results


def main():
    if sys.argv[1] == "lacks":
        print(lacks())
    elif sys.argv[1] == "room":
        out, sys.stdout = sys.stdout, sys.stderr
        room = Room(sys.argv[2], sys.argv[3])
        for line in sys.stdin:
            print(json.dumps(room.rehearse(json.loads(line))), file=out, flush=True)
        # The servers' threads have nothing to say at the end.
        os._exit(0)
    else:
        with tempfile.TemporaryDirectory() as folder:
            Stage(folder)
            json.dump(rooms(folder, json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
