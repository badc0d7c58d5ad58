#!/usr/bin/env python3
"""Packs what `make install` puts below a folder, for Linux without Swift: `make dist` runs it.

The same commit gives the same bytes: every time is that of the commit, every list is sorted, every owner is root.
RELEASING.md lists what it makes.
"""

import argparse
import base64
import datetime
import email.utils
import gzip
import hashlib
import io
import json
import lzma
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import time
import zipfile

import manual

NAME = "tokenbook"
SUMMARY = "Decide which credential each automation in a GitHub organization should use, and document it."
# What Debian, Python and we call a processor.
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

# The licence of each library in the program, as SPDX names it. A new library stops `make dist` until its line is here.
LICENCES = {
    "swift-argument-parser": "Apache-2.0 WITH Swift-exception",
    "swift-atomics": "Apache-2.0 WITH Swift-exception",
    "swift-collections": "Apache-2.0 WITH Swift-exception",
    "swift-nio": "Apache-2.0",
    "swift-subprocess": "Apache-2.0 WITH Swift-exception",
    "swift-system": "Apache-2.0 WITH Swift-exception",
}
# Of the machine: what its package is called, what is linked, its licence.
SYSTEM_LIBRARIES = [
    ("libcmark-dev", "cmark", "BSD-2-Clause AND MIT"),
    ("libyaml-dev", "libyaml", "MIT"),
    ("libc6-dev", "glibc", "LGPL-2.1-or-later"),
    ("libstdc++-*-dev", "libstdc++", "GPL-3.0-or-later WITH GCC-exception-3.1"),
]


DEBIAN_COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Tokenbook
Comment: The program has libraries in it. Their licenses are in /usr/share/doc/tokenbook/licenses.

Files: *
Copyright: the authors of Tokenbook
License: Apache-2.0
 The text is in /usr/share/common-licenses/Apache-2.0.
"""


class Problem(Exception):
    """Why nothing can be packed."""


# MARK: What is packed


class Tree:
    """Files by their path, without a slash at the start: bytes, and whether they can be run."""

    def __init__(self, files=None):
        self.files = dict(files or {})

    @classmethod
    def read(cls, root):
        tree = cls()
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    tree.files[os.path.relpath(path, root)] = (file.read(), os.access(path, os.X_OK))
        return tree

    def add(self, path, data, executable=False):
        self.files[path] = (data, executable)

    def moved(self, old, new):
        """The files below `old`, there below `new`."""
        found = {p: f for p, f in self.files.items() if p.startswith(old)}
        return Tree({new + p[len(old):]: f for p, f in found.items()})

    def __iter__(self):
        return iter(sorted((path, data, executable) for path, (data, executable) in self.files.items()))


def text_of(path):
    with open(path, "rb") as file:
        return file.read()


def needs_libraries(program):
    """Whether a program for Linux asks for a loader, and so for libraries where it runs."""
    if program[:4] != b"\x7fELF":
        return False
    start, size, count = struct.unpack_from("<Q", program, 32)[0], *struct.unpack_from("<HH", program, 54)
    return any(struct.unpack_from("<I", program, start + size * i)[0] == 3 for i in range(count))


# MARK: The libraries in the program


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def swift_packages(options):
    """Of `Package.resolved`, each with the texts that its licence asks for."""
    with open(options.resolved, encoding="utf8") as file:
        pins = json.load(file)["pins"]
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        name = pin["identity"]
        if name not in LICENCES:
            raise Problem(f"the licence of {name} is unknown: add it to LICENCES in packaging/dist.py")
        folder = os.path.join(options.checkouts, name)
        files = sorted(f for f in os.listdir(folder) if re.match(r"(LICENSE|NOTICE)(\.|$)", f))
        texts = b"\n".join(text_of(os.path.join(folder, file)) for file in files)
        yield {
            "name": name, "version": pin["state"]["version"], "licence": LICENCES[name], "texts": texts,
            "source": "git+" + pin["location"] + "@" + pin["state"]["revision"],
        }


def system_libraries():
    """Of the machine's packages: each is linked into the program."""
    for pattern, name, licence in SYSTEM_LIBRARIES:
        listed = run("dpkg-query", "--show", "--showformat", "${Package} ${Version} ${source:Package}\n", pattern)
        installed = [line.split() for line in listed.splitlines() if len(line.split()) == 3]
        if not installed:
            raise Problem(f"the package {pattern} is not installed")
        package, version, source = installed[-1]
        yield {
            "name": name, "version": version, "licence": licence,
            "texts": text_of(f"/usr/share/doc/{package}/copyright"),
            "source": f"pkg:deb/{source}@{version}",
        }


def swift_runtime(options):
    version = re.search(r"Swift version (\S+)", run(options.swift, "--version")).group(1)
    target = json.loads(run(options.swift, "-print-target-info"))
    folder = os.path.dirname(os.path.dirname(target["paths"]["runtimeResourcePath"]))
    return {
        "name": "swift-runtime", "version": version, "licence": "Apache-2.0 WITH Swift-exception",
        "texts": text_of(os.path.join(folder, "share/swift/LICENSE.txt")),
        "source": f"git+https://github.com/swiftlang/swift@swift-{version}-RELEASE",
    }


def bill_of_materials(options, libraries):
    """SPDX 2.3."""
    def package(name, version, licence, source, purl):
        return {
            "name": name, "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "versionInfo": version,
            "downloadLocation": source if source.startswith("git+") else "NOASSERTION",
            "filesAnalyzed": False, "licenseConcluded": licence, "licenseDeclared": licence,
            "copyrightText": "NOASSERTION",
            "externalRefs": [
                {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}],
        }

    def purl(library):
        source, version = library["source"], library["version"]
        if source.startswith("pkg:"):
            return source.replace("+", "%2B")
        return "pkg:swift/" + re.sub(r"^git\+https://|(\.git)?@.*$", "", source) + "@" + version

    own = package(NAME, options.version, "Apache-2.0", "NOASSERTION", f"pkg:generic/{NAME}@{options.version}".replace("+", "%2B"))
    others = [package(l["name"], l["version"], l["licence"], l["source"], purl(l)) for l in libraries]
    digest = hashlib.sha256(json.dumps([own, others]).encode()).hexdigest()
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{NAME}-{options.version}-linux-{options.machine}",
        "documentNamespace": f"https://spdx.org/spdxdocs/{NAME}-{options.version}-{digest}",
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(options.epoch)),
            "creators": [f"Tool: {NAME}-dist"],
        },
        "packages": [own] + others,
        "relationships":
            [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": own["SPDXID"]}]
            + [{"spdxElementId": own["SPDXID"], "relationshipType": "STATIC_LINK", "relatedSpdxElement": other["SPDXID"]}
               for other in others],
    }
    return json.dumps(document, indent=2).encode() + b"\n"


# MARK: Archives


def tar(tree, epoch, folders=(), top=""):
    """A tar file with the folders of all files. `folders`: more of them, with their modes."""
    modes = dict(folders)
    for path, _, _ in tree:
        while path := os.path.dirname(path):
            modes.setdefault(path, 0o755)
    entries = [(path, None, mode) for path, mode in modes.items()]
    entries += [(path, data, 0o755 if executable else 0o644) for path, data, executable in tree]
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path, data, mode in sorted(entries, key=lambda entry: entry[0]):
            info = tarfile.TarInfo(top + path)
            info.mtime, info.mode, info.uname, info.gname = epoch, mode, "root", "root"
            if data is None:
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            else:
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    return output.getvalue()


def gz(data):
    """Without a time: gzip's own is of the run."""
    return gzip.compress(data, 9, mtime=0)


def ar(members, epoch):
    output = b"!<arch>\n"
    for name, data in members:
        output += f"{name:<16}{epoch:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode() + data
        output += b"\n" if len(data) % 2 else b""
    return output


def tarball(options, tree):
    top = f"{NAME}-{options.version}-linux-{options.machine}"
    return top + ".tar.gz", gz(tar(tree, options.epoch, top=top + "/"))


def debian_package(options, tree):
    """What it holds needs no other package, so it depends on none."""
    architecture = ARCHITECTURES[options.machine]
    data = Tree()
    for path, content, executable in tree:
        if path.startswith("share/man/"):
            path, content = path + ".gz", gz(content)
        elif path == f"share/doc/{NAME}/LICENSE":
            path, content = f"share/doc/{NAME}/copyright", DEBIAN_COPYRIGHT.encode()
        elif path == "share/zsh/site-functions/_tokenbook":
            path = "share/zsh/vendor-completions/_tokenbook"
        data.add("usr/" + path, content, executable)
    moment = email.utils.format_datetime(datetime.datetime.fromtimestamp(options.epoch, datetime.timezone.utc))
    log = f"{NAME} ({options.version}) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- {options.maintainer}  {moment}\n"
    data.add(f"usr/share/doc/{NAME}/changelog.gz", gz(log.encode()))
    size = sum(len(content) + 1023 for _, content, _ in data) // 1024
    control = (
        f"Package: {NAME}\nVersion: {options.version}\nArchitecture: {architecture}\n"
        f"Maintainer: {options.maintainer}\nInstalled-Size: {size}\nSuggests: gh, git\nSection: utils\n"
        "Priority: optional\nDescription: choose credentials for GitHub automations, and document them\n"
        " Tokenbook reads a description of a GitHub organization. It decides which\n"
        " credential each access should use, and writes runbooks, checklists and a site.\n"
        " It also finds credentials in workflow files that are wrong or too powerful.\n"
    )
    sums = "".join(f"{hashlib.md5(content).hexdigest()}  {path}\n" for path, content, _ in data)
    about = Tree({"control": (control.encode(), False), "md5sums": (sums.encode(), False)})
    members = [
        ("debian-binary", b"2.0\n"),
        ("control.tar.gz", gz(tar(about, options.epoch, top="./"))),
        ("data.tar.xz", lzma.compress(tar(data, options.epoch, top="./"), preset=6)),
    ]
    return f"{NAME}_{options.version}_{architecture}.deb", ar(members, options.epoch)


def wheel(options, tree):
    """Carries the program as a script, and its files where the program looks for them: below `share` beside `bin`."""
    # A program without libraries runs wherever the processor is the same: with glibc or musl, however old.
    platform = ".".join(
        f"{name}_{options.machine}" for name in ("manylinux_2_17", "manylinux2014", "musllinux_1_1"))
    tag = f"py3-none-{platform}"
    about = f"{NAME}-{options.version}.dist-info"
    files = Tree()
    for path, data, executable in tree:
        if path == f"bin/{NAME}":
            files.add(f"{NAME}-{options.version}.data/scripts/{NAME}", data, True)
        else:
            files.add(f"{NAME}-{options.version}.data/data/{path}", data, executable)
    metadata = (
        f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {options.version}\nSummary: {SUMMARY}\nLicense: Apache-2.0\n"
        "Classifier: Environment :: Console\nClassifier: Operating System :: POSIX :: Linux\n"
        "Classifier: Topic :: Security\nRequires-Python: >=3.7\nDescription-Content-Type: text/markdown\n\n"
    ).encode() + tree.files[f"share/doc/{NAME}/README.md"][0]
    files.add(f"{about}/METADATA", metadata)
    tags = "".join(f"Tag: py3-none-{name}\n" for name in platform.split("."))
    files.add(
        f"{about}/WHEEL", f"Wheel-Version: 1.0\nGenerator: {NAME}-dist\nRoot-Is-Purelib: false\n{tags}".encode())
    files.add(f"{about}/licenses/LICENSE", tree.files[f"share/doc/{NAME}/LICENSE"][0])
    record = ""
    for path, data, _ in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(data)}\n"
    files.add(f"{about}/RECORD", (record + f"{about}/RECORD,,\n").encode())
    # The format has no time before 1980.
    moment = time.gmtime(max(options.epoch, 315532800))[:6]
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data, executable in files:
            info = zipfile.ZipInfo(path, moment)
            info.create_system, info.compress_type = 3, zipfile.ZIP_DEFLATED
            info.external_attr = (0o100755 if executable else 0o100644) << 16
            archive.writestr(info, data)
    return f"{NAME}-{options.version}-{tag}.whl", output.getvalue()


def root(options, tree):
    """Everything that a container needs: the program, its files, a folder to work in."""
    data = Tree({"usr/" + path: (content, executable) for path, content, executable in tree})
    data.add("etc/passwd", b"root:x:0:0:root:/:/usr/bin/tokenbook\nnobody:x:65534:65534:nobody:/work:/usr/bin/tokenbook\n")
    name = f"{NAME}-{options.version}-root-{options.machine}.tar.gz"
    return name, gz(tar(data, options.epoch, folders=[("work", 0o777), ("tmp", 0o1777), ("proc", 0o755)]))


def container_file(options, archive):
    template = text_of(os.path.join(options.source, "packaging", "Containerfile")).decode()
    return template.replace("ROOT", archive).encode()


# MARK: Notes


def notes(changelog, version):
    """The section of the release; between two, what is not released."""
    sections = re.split(r"(?m)^## ", changelog)[1:]
    number = version.split("+")[0]
    for name in [number] if number == version else ["Unreleased"]:
        for section in sections:
            title, _, text = section.partition("\n")
            if title.startswith(f"[{name}]"):
                return f"# Tokenbook {version}\n\n{text.strip()}\n".encode()
    raise Problem(f"CHANGELOG.md has no section for {version}: give the changes below `## [Unreleased]` its heading")


# MARK: All of it


def documents(options, libraries, bill):
    yield "share/doc/tokenbook/sbom.spdx.json", bill
    for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"):
        yield f"share/doc/tokenbook/{name}", text_of(os.path.join(options.source, name))
    for library in libraries:
        yield f"share/doc/tokenbook/licenses/{library['name']}", library["texts"]


def make(options):
    tree = Tree.read(options.root)
    program = tree.files[f"bin/{NAME}"][0]
    if needs_libraries(program):
        raise Problem(
            "the program needs libraries where it runs: install libcmark.a and libyaml.a (Debian: libcmark-dev, libyaml-dev)"
            " and a Swift with `swift_static`")
    help_text = run(os.path.join(options.root, "bin", NAME), "--experimental-dump-help")
    for name, page in manual.pages(json.loads(help_text)["command"], options.version, options.epoch):
        tree.add(f"share/man/man1/{name}", page)
    libraries = [*swift_packages(options), swift_runtime(options), *system_libraries()]
    bill = bill_of_materials(options, libraries)
    for path, data in documents(options, libraries, bill):
        tree.add(path, data)

    made = dict([tarball(options, tree), debian_package(options, tree), wheel(options, tree)])
    archive, data = root(options, tree)
    made[archive] = data
    made["Containerfile"] = container_file(options, archive)
    made[f"{NAME}-{options.version}.spdx.json"] = bill
    made["NOTES.md"] = notes(text_of(os.path.join(options.source, "CHANGELOG.md")).decode(), options.version)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made.items()))
    made["SHA256SUMS"] = sums.encode()
    return made


def main():
    parser = argparse.ArgumentParser(description="Packs what `make install` put below a folder.")
    parser.add_argument("--root", required=True, help="the folder with `bin` and `share`")
    parser.add_argument("--output", required=True, help="the folder for the packages; what an earlier run made is removed")
    parser.add_argument("--version", required=True)
    parser.add_argument("--epoch", required=True, type=int, help="the time of the commit, in seconds since 1970")
    parser.add_argument("--source", default=".", help="the folder of the project")
    parser.add_argument("--checkouts", default=".build/checkouts", help="the sources of the Swift packages")
    parser.add_argument("--resolved", default="Package.resolved")
    parser.add_argument("--swift", default="swift")
    parser.add_argument("--machine", default=os.uname().machine)
    parser.add_argument("--maintainer", default="Tokenbook <tokenbook@localhost>")
    options = parser.parse_args()
    try:
        if options.machine not in ARCHITECTURES:
            raise Problem(f"nothing is packed for the processor {options.machine}")
        made = make(options)
    except (Problem, OSError, subprocess.CalledProcessError) as problem:
        sys.exit(f"dist.py: {problem}")
    if os.path.isdir(options.output):
        if os.listdir(options.output) and not os.path.exists(os.path.join(options.output, "SHA256SUMS")):
            sys.exit(f"dist.py: {options.output} has files of someone else")
        shutil.rmtree(options.output)
    os.makedirs(options.output)
    for name, data in sorted(made.items()):
        with open(os.path.join(options.output, name), "wb") as file:
            file.write(data)
        print(f"{options.output}/{name}")


if __name__ == "__main__":
    main()
