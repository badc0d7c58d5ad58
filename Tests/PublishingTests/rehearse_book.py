"""Runs every page of books: each act in a terminal of its own, in a world made of the book's description and decisions.

    rehearse_book.py books < books.json       tells for each page what ran, what was compared, and what was not as it says

A page says what one should see after a block. What it names in backticks is what the block must have printed; where the
sentence says it in words, the template has the pattern beside it: `{{! sees: ^pattern$ }}`. Steps that are marked
**Browser only** change the world as the browser would (`BROWSER`), and need nothing more.
"""

import glob
import json
import os
import re
import shlex
import sys
import tempfile

import yaml

from rehearsal import Stage, rooms
from small_github import LEVELS, TOKENS, world

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
TEMPLATES = os.path.join(ROOT, "templates/documents")


# --- the world of a description


def description(text):
    """A description as one value; the example's stands in several files."""
    if text is not None:
        return yaml.safe_load(text)
    folder = os.path.join(ROOT, "site/example")
    whole = yaml.safe_load(open(f"{folder}/tokenbook.yaml"))
    for pattern in whole.pop("include"):
        for path in sorted(glob.glob(f"{folder}/{pattern}")):
            for key, value in yaml.safe_load(open(path)).items():
                whole[key] = whole.get(key, {}) | value if isinstance(value, dict) else value
    return whole


class Seed:
    """What GitHub has when everything is as the description says, and every grant is given that was decided."""

    def __init__(self, book):
        self.described = described = description(book.get("description"))
        self.decided = decided = json.loads(book["decisions"])
        self.organization = decided["organization"]
        self.world = value = world()
        people = described.get("people") or {"ada": {"role": "owner"}}
        bots = described.get("machine_users") or {}
        roles = {"owner": "admin", "member": "member", "security_manager": "member"}
        value["members"], value["outside"] = {}, []
        for login, who in (people | bots).items():
            # Whose role nobody has written down is a member, as the pages take it.
            if (role := roles.get((who or {}).get("role", "member"))) is not None:
                value["members"][str(login)] = role
            else:
                value["outside"].append(str(login))
        owners = [login for login in people if value["members"].get(str(login)) == "admin"]
        value["me"] = owners[0] if owners else "root-owner"
        value["members"].setdefault(value["me"], "admin")
        value["members"].setdefault("second-owner", "admin")
        value["members"].setdefault("mallory", "member")
        value["accounts"] = [*value["members"], *value["outside"]]
        value["base_permission"] = (described.get("policy") or {}).get("base_permission", "none")
        value["repositories"] = self.repositories()
        value["packages"] = self.packages()
        value["secrets"] = self.secrets()
        value["merges"] = True
        value["managed_users"] = (described.get("platform") or {}).get("managed_users", False)
        names = {name for c in decided["credentials"] for name in [c.get("secret_name")] if name}
        names |= set((described.get("credentials") or {}).keys())
        self.names = names
        value["files"] = {"first": "on: push\n", "second": self.workflow()}
        value["runs"] = [{"databaseId": 101, "number": 1, "headSha": "second", "jobs": [{"name": "build", "conclusion": "success"}]}]
        value["cluster"]["store"] = "ClusterSecretStore/vault"

    def workflow(self, without=None):
        """A workflow file that names every secret but one."""
        lines = [f"  {name}: ${{{{ secrets.{name} }}}}\n" for name in sorted({*self.names, "GITHUB_TOKEN"} - {without})]
        return "permissions:\n  packages: write\nenv:\n" + "".join(lines)

    def secrets(self):
        """Every value that is stored on GitHub, as `PLACE NAME` or `PLACE STORE NAME`."""
        found = {}
        existing = (self.described.get("credentials") or {}).values()
        places = [place for c in [*self.decided["credentials"], *existing] for place in c.get("stored_in") or []]
        for place in places:
            store = place.get("store", "actions")
            store = "" if store == "actions" else store + " "
            if name := place.get("organization_secret"):
                found[f"{self.organization} {store}{name}"] = "old"
            elif name := place.get("repository_secret"):
                found[f"{self.full(place['repository'])} {store}{name}"] = "old"
            elif name := place.get("environment_secret"):
                found[f"{self.full(place['repository'])}/{place['environment']} {store}{name}"] = "old"
        return found

    def full(self, name):
        return name if "/" in name else f"{self.organization}/{name}"

    def repositories(self):
        found = {}
        for name, repository in (self.described.get("repositories") or {}).items():
            found[self.full(name)] = {"visibility": (repository or {}).get("visibility", "private"), "roles": {}, "keys": []}
        for owner, outside in (self.described.get("outside") or {}).items():
            for name, repository in (outside.get("repositories") or {}).items():
                found[f"{owner}/{name}"] = {"visibility": (repository or {}).get("visibility", "private"), "roles": {}, "keys": []}
        for grant in self.decided["grants"]:
            where = grant["on"].get("repository")
            if where and self.full(where) in found:
                found[self.full(where)]["roles"][grant["account"]] = grant["role"]
        return found

    def packages(self):
        found = {}
        for key, package in (self.described.get("packages") or {}).items():
            readers = [self.world["me"]]
            readers += [g["account"] for g in self.decided["grants"] if g["on"].get("package") == key]
            readers += list((package.get("access") or {}).keys())
            kind, name = package.get("registry", "container"), package.get("name") or key
            linked = package.get("repository") and self.full(package["repository"])
            if package.get("inherits_access", True) or self.knows_no_grants(kind):
                readers += [g["account"] for g in self.decided["grants"] if self.full(g["on"].get("repository") or "") == linked]
            found[f"{kind}/{name}"] = {
                "visibility": package.get("visibility", "private"), "readers": readers, "tags": ["1.0"],
                "repository": linked}
        return found

    def knows_no_grants(self, kind):
        """Whether only its repository gives access to a package of this registry (C-25, C-44)."""
        is_server = (self.described.get("platform") or {}).get("product") == "ghes"
        return kind in ("maven", "rubygems") or (is_server and kind not in ("container", "docker"))

    def credential(self, path):
        """What a page of a credential is about: kind, holder, scopes, permissions, repositories; nil for other pages."""
        if not path.startswith("credentials/"):
            return None
        name = path.removeprefix("credentials/")
        for credential in self.decided["credentials"]:
            if credential["id"] == name:
                return credential | self.app(credential["holder"]) if credential["kind"] == "github_app" else credential
        for key, existing in (self.described.get("credentials") or {}).items():
            if name == "existing-" + key.lower():
                return existing | self.app(existing.get("holder")) | {"id": key}
        return None

    def app(self, holder):
        """What the installation of an App has: what is described and what was decided."""
        described = (self.described.get("apps") or {}).get(holder)
        decided = [c for c in self.decided["credentials"] if c["holder"] == holder and c["kind"] == "github_app"]
        if described is None and not decided:
            return {}
        permissions = dict((described or {}).get("permissions") or {})
        for each in decided:
            for name, level in each["permissions"].items():
                permissions[name] = max(level, permissions.get(name, level), key=LEVELS.index)
        repositories = {*((described or {}).get("repositories") or []), *(r for each in decided for r in each["repositories"])}
        return {"permissions": permissions, "repositories": sorted(repositories)}

    def cluster(self, credential, token):
        """The Secret of a cluster that holds a token, and what its External Secrets read."""
        name = credential["id"].lower().replace("_", "-")
        platform = self.described.get("platform") or {}
        host = "containers." + platform["host"] if "host" in platform else "ghcr.io"
        value = f"{host} {credential.get('holder')} {token}"
        return {"backing": {name: value}, "arrives": {name: value}}

    def authorized(self, holder):
        return [{
            "credential_id": 7, "credential_type": "personal access token", "token_last_eight": "12345678",
            "authorized_credential_note": "a note", "login": holder}]

    def served(self, credential):
        """The repositories that a decided credential is for."""
        needs = {access["id"]: access["need"] for access in self.decided["accesses"]}
        targets = [needs[each]["target"] for each in credential.get("serves") or [] if each in needs]
        return [self.full(name) for name in targets if self.full(name) in self.world["repositories"]]

    def held(self, credential):
        """The changes of the world that make a credential be there, and what its prompts are answered with."""
        kind, holder = credential.get("kind", "classic_pat"), credential.get("holder")
        repositories = [self.full(name) for name in credential.get("repositories") or []]
        if credential.get("repository"):
            repositories.append(self.full(credential["repository"]))
        token = {"login": holder, "expires": "2027-02-01 00:00:00 UTC"}
        if kind == "fine_grained_pat":
            whole = token | {"permissions": credential.get("permissions") or {}, "repositories": repositories}
            more = {"cluster": self.cluster(credential, "@fine"), "authorizations": self.authorized(holder)}
            return {"tokens": {"@fine": whole}} | more, {"TOKEN": "@fine"}
        if kind in ("github_app", "app_key"):
            installed = {"permissions": credential.get("permissions") or {}, "repositories": repositories, "app_slug": holder}
            return {"installation": installed, "cluster": self.cluster(credential, "@reader")}, {"FILE": "~/keys/app", "LEAKED": "~/keys/app", "TOKEN": "@app"}
        if kind == "deploy_key":
            key = {"id": 7, "title": credential["id"], "key": "@key-a", "read_only": True, "added_by": self.world["me"]}
            key |= {"created_at": "2026-11-01T00:00:00Z", "last_used": None}
            where = {name: {"keys": [key]} for name in repositories if name in self.world["repositories"]}
            return {"repositories": where, "cluster": self.cluster(credential, "@reader")}, {"FILE": "~/keys/a", "LEAKED": "~/keys/a", "ID": "7", "OLD_ID": "7"}
        if kind in ("ssh_key", "personal_ssh_key"):
            # The person has the access that the key is used for.
            reach = {name: {"roles": {str(holder): "write"}} for name in self.served(credential)}
            return {"ssh_keys": {str(holder): ["@key-a"]}, "repositories": reach}, {"FILE": "~/keys/a", "LEAKED": "~/keys/a", "ID": "7", "OLD_ID": "7"}
        scopes = credential.get("scopes") or ["repo"]
        more = {"cluster": self.cluster(credential, "@reader"), "authorizations": self.authorized(holder)}
        return {"tokens": {"@reader": token | {"scopes": scopes}}} | more, {"TOKEN": "@reader"}


# --- the steps of a page

SHELL = re.compile(r"^( *)```sh\n(.*?)^ *```$", re.M | re.S)
SEES = re.compile(r"\*\*You should see\*\*(.*?)(?=\n\n|\n[-*] |\Z)", re.S)
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"^(?:[A-Z_]+=\S+ )*(gh|git|ssh|curl|docker|kubectl) \S")
READS = re.compile(r"^[^#\n]*read -rs? ?([A-Z_ ]+)\b")


class Part:
    """A block, a command of a sentence, or what one should see."""

    def __init__(self, kind, text, step, line=None):
        self.kind, self.text, self.step, self.line = kind, text, step, line


def without_records(page, records):
    """The page without what the records of services put into it: the small world has neither npm nor a cloud."""
    texts = [" ".join(text.split()) for text in records]

    def is_theirs(item):
        return any(text in " ".join(item.split()) for text in texts)

    def rest(markdown):
        return "".join(item for item in re.split(r"(?m)^(?=- \[ \] |#)", markdown) if not is_theirs(item))

    steps = [step for step in page["steps"] if not (step["name"].startswith("service-") and is_theirs(step["markdown"]))]
    return page | {"steps": [step if step["name"] else step | {"markdown": rest(step["markdown"])} for step in steps]}


def parts(step):
    """The parts of a step in the order of the page."""
    text, found = step["markdown"], []
    otherwise = re.search(r"^\*\*If (?!you see `bash)", text, re.M)
    for match in SHELL.finditer(text):
        if otherwise and match.start() > otherwise.start() and step.get("is_there"):
            continue
        indentation = len(match[1])
        block = "".join(line[indentation:] for line in match[2].splitlines(True))
        found.append((match.start(), Part("block", block, step)))
    prose = SHELL.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    for match in SEES.finditer(prose):
        found.append((match.start(), Part("sees", match[1], step)))
    for match in CODE.finditer(prose):
        if COMMAND.match(match[1]) and "…" not in match[1] and "..." not in match[1]:
            found.append((match.start(), Part("command", match[1], step)))
    return [part for _, part in sorted(found, key=lambda each: each[0])]


def acts(page):
    """The steps of a page that are done in one terminal each; what a terminal begins with comes first, where they say so."""
    found = []
    for step in page["steps"]:
        if step["number"] == 1 or not found:
            found.append([])
        found[-1].append(step)
    if len(found) < 2 or found[0][0]["name"] != "terminal":
        return found
    first, rest = [step for step in found[0] if step["name"] == "terminal"], found[1:]
    whole = []
    for number, act in enumerate(rest):
        names = [step["name"] for step in act]
        # After a leak one stays in the terminal in which it was revoked.
        needs = {"hash-leaked", "look-audit-log"} & {*names} and "read-leaked" not in names
        before = next((a for a in rest if any(s["name"] == "read-leaked" for s in a)), []) if needs else []
        # Whoever pastes an emergency card has prepared nothing.
        whole.append((first if "prepare" in names else []) + before + inlined(act, rest))
    return [marked(act) for act in whole]


MAKES = ["deploy-key-generate", "app-private-key", "mint-classic-form", "mint-fine-grained-form"]


def inlined(act, others):
    """With the steps of *Set it up* where the act sends the reader there."""
    found = []
    for step in act:
        if step["name"] == "prove-key-refused":
            # "Do this after you have deleted the key": that step stands at the top of the page.
            found += [s for other in others for s in other if s["name"] == "revoke-deploy-key"][:1]
        found.append(step)
        if asked := re.search(r"do steps (\d+) to (\d+) of \[Set it up\]", step["markdown"]):
            first, last = int(asked[1]), int(asked[2])
            makes = [o for o in others if o is not act and any(s["name"] in MAKES for s in o)]
            found += [s for s in (makes or [[]])[0] if first <= s["number"] <= last]
    return found


def marked(act):
    """`is_there` where the key was made in this terminal, so that the step that gets it only looks."""
    found, is_made = [], False
    for step in act:
        found.append(step | {"is_there": is_made and step["name"] == "have-key"})
        is_made = is_made or step["name"] in ("deploy-key-generate", "app-private-key")
    return found


# --- what the templates say beside the sentences


class Sentences:
    """Where each sentence stands in the templates, and the pattern beside it."""

    def __init__(self):
        self.found = {}

    def of(self, name):
        """Those of a step, and of the parts that it includes."""
        if name not in self.found:
            self.found[name] = self.read(os.path.join("steps", name)) if name else []
        return self.found[name]

    def read(self, path):
        file = os.path.join(TEMPLATES, path + ".md.mustache")
        if not os.path.exists(file):
            return []
        text = open(file).read()
        found = [
            (self.pattern(m[1]), re.findall(r"\{\{! sees: (.*?) \}\}", m[1]), f"{path}:{text[: m.start()].count(chr(10)) + 1}")
            for m in SEES.finditer(text)]
        return found + [each for part in re.findall(r"\{\{>\s*([a-z-]+)\}\}", text) for each in self.read(part)]

    @staticmethod
    def pattern(sentence):
        sentence = re.sub(r"\{\{!.*?\}\}", "", sentence)
        pieces = [re.escape(" ".join(piece.split())) for piece in re.split(r"\{\{\{?.*?\}?\}\}", sentence)]
        return re.compile(r".*?".join(re.sub(r"(\\ )+", r"\\s*", piece) for piece in pieces), re.S)

    def look(self, step, sentence):
        """The patterns beside a sentence, and where it stands, `steps/NAME:LINE`; nil where it stands in no template."""
        text = " ".join(sentence.split())
        for pattern, sees, line in self.of(step["name"]):
            if pattern.search(text):
                return sees, line
        return [], None


def expectation(sentence, sees):
    """Patterns of which all, or one, must be printed; none where the sentence only tells what it means."""
    if sees:
        return all, [pattern for pattern in sees if pattern != "-"]
    first = re.split(r"(?<=[.:])\s|(?<=\w), because|If ", sentence.strip() + " ")[0]
    words = [re.sub(r"…", ".*", re.escape(word)).replace(r"\….*", ".*") for word in CODE.findall(first)]
    words = [word.replace("\\.\\.\\.", ".*") for word in words]
    return (any if re.search(r"\bor\b|either", first) else all), words


# What asks somebody who can refuse: GitHub, the registry, the cluster.
ASKS = re.compile(r"\b(gh|curl|docker|key_git|kubectl|kubeseal|as_app) |ssh -F")
WRONG = re.compile(
    r"command not found|syntax error|parameter null or not set|unbound variable|unknown (?:command|flag|shorthand)"
    r"|invalid option|No such file or directory|unrecognized option|HTTP 5\d\d|Traceback")


# --- the browser


def browser(step, session):
    """How a step that is done in the browser changes the world (RFC 7386); nil where nothing later depends on it."""
    login = session.page["path"].rpartition("machine-user-")[2]
    if step["name"] in ("account-sign-up", "account-provision"):
        return {"accounts": [*session.seed.world["accounts"], login]}
    if step["name"] == "account-accept":
        return {"accepts": login}
    if step["name"].startswith("verify-key") and any(s["name"] == "personal-key-add" for s in session.steps):
        holder = session.seed.credential(session.page["path"])["holder"]
        return {"adds_key_of": holder}
    if step["name"] == "prove-dead" and session.token():
        # Somebody has deleted it in the browser since it was asked for.
        return {"tokens": {session.answers["TOKEN"]: None}}
    if step["name"] in ("leave-remove", "bot-remove") and "**Browser only" in step["markdown"]:
        return {"members": {session.leaver(): None}}
    return None


# --- what must be so in the end


def ends(session, world, old_key):
    """What a whole act has to leave behind on GitHub, and whether it has."""
    names, login = {step["name"] for step in session.steps}, session.page["path"].rpartition("machine-user-")[2]
    known = [key["key"] for repository in world["repositories"].values() for key in repository.get("keys", [])]
    secrets = [place for place in world["secrets"] if place.endswith(f" {session.existing()}")]
    leaver = session.leaver()
    ends = {
        "revoke-leaked": ("the leaked token is dead", session.token() not in world["tokens"] if session.token() else None),
        "delete-secrets": ("the secret is deleted everywhere", not secrets if session.existing() else None),
        "rotate-delete-old-key": ("one key is left, the new one", known and old_key not in known),
        "rotate-delete-known-key": ("one key is left, the new one", known and old_key not in known),
        "prove-key-dead": ("the key is deleted", old_key not in known),
        "leave-verify-gone": ("nobody is left", leaver not in [*world["members"], *world["outside"]]),
        "bot-verify-gone": ("nobody is left", leaver not in [*world["members"], *world["outside"]]),
        "account-invite": ("the account is a member", login in world["members"]),
    }
    return [(what, bool(holds)) for step, (what, holds) in ends.items() if step in names and holds is not None]


def missed(*end):
    return [f"it should end so: {what}" for what, holds in ends(*end) if not holds]


def achieved(session, *end):
    """What holds already; nothing where the identity provider did it, which GitHub can't refuse."""
    if any("members" in (browser(step, session) or {}) for step in session.steps):
        return []
    return [what for what, holds in ends(session, *end) if holds]


# --- a session


# A desk as they are: another token and another host are set, Git signs and goes elsewhere, SSH has a key of its own.
DESK = {
    "home": {
        ".gitconfig": '[commit]\n\tgpgsign = true\n[core]\n\thooksPath = ~/hooks\n[url "https://elsewhere.invalid/"]\n\tinsteadOf = git@github.com:\n',
        ".ssh/config": "Host *\n  IdentityFile ~/keys/c\n", ".curlrc": "fail\nsilent\n",
        "hooks/pre-commit": "#!/bin/sh\nexit 1\n",
    },
    "environment": {
        "GH_TOKEN": "gho_" + "x" * 36, "GITHUB_TOKEN": "gho_" + "x" * 36, "GH_ENTERPRISE_TOKEN": "gho_" + "x" * 36,
        "GH_HOST": "elsewhere.invalid", "GH_REPO": "globex/tools", "DOCKER_CONFIG": "/nowhere",
    },
}
NO_DESK = {"home": {}, "environment": {}}


class Session:
    """One act in one terminal: the script, and what becomes of it."""

    def __init__(self, book, page, steps, seed):
        self.book, self.page, self.steps, self.seed = book, page, steps, seed
        self.parts = [part for step in steps for part in parts(step)]
        self.commands = list({p.text: p for p in self.parts if p.kind == "command"}.values())
        self.runs = [p for p in self.parts if p.kind == "block"] + self.commands

    def shapes(self):
        """The texts that run, without what names are made of."""
        return {re.sub(r"[a-zA-Z0-9_.-]", "", part.text) + part.kind for part in self.runs}

    def refused(self):
        """The same where GitHub, the registry and the cluster refuse every call."""
        case = self.case()
        limit = {"refuse": {"": [403, "API rate limit exceeded for user ID 1."]}}
        return case | {"changes": [*case["changes"], limit]}

    def case(self):
        """What `rehearsal` runs: each block is a step of its own, so that what it prints is told apart."""
        changes, answers = [self.seed.world], {
            "NAMESPACE": "ns", "LOGIN": "mallory", "NEW_OWNER": self.seed.world["me"], "CODE": "abc123", "TAG": "1.0",
            "STORE": "clustersecretstore.external-secrets.io/vault", "ID": "7", "OLD_ID": "7", "APP_ID": "5",
            "INSTALLATION_ID": "77", "TOKEN": "@reader", "FILE": "~/keys/a", "LEAKED": "~/keys/a", "HASH": "x",
            "SOURCE": "source", "APPLICATION": "application", "SECRET": "pull"}
        credential = self.seed.credential(self.page["path"])
        if any(step["name"].startswith("migrate-") for step in self.steps) and self.page["path"].startswith("credentials/existing-"):
            changes.append({"files": {"second": self.seed.workflow(without=self.existing())}})
        if credential:
            change, more = self.seed.held(credential)
            changes.append(change)
            answers |= more | {"SECRET": credential["id"].lower().replace("_", "-")}
        self.answers = answers
        changes.append({"cluster": {"sources": self.sources(credential)}, "me": self.reader()})
        login = self.page["path"].rpartition("create-machine-user-")[2]
        if any(step["name"] == "account-invite" for step in self.steps):
            # It is created in the course of the page.
            changes.append({"members": {login: None}, "accounts": [a for a in self.seed.world["accounts"] if a != login]})
        setting = ""
        if not self.steps[0]["name"]:
            # A checklist is done beside the pages of its credentials, which leave these behind.
            setting = f"KEY_DIR=$HOME/keys; cp ~/keys/a ~/keys/key; TOKEN={TOKENS['@reader']}\n"
        names = [step["name"] for step in self.steps]
        if "hash-leaked" in names and "read-leaked" not in names:
            setting = f"TOKEN={TOKENS[answers['TOKEN']]}\n"
        if "app-private-key" in names:
            setting = "mkdir -p ~/Downloads; cp ~/keys/app ~/Downloads/%s.2026-11-30.private-key.pem\n" % (credential or {}).get("holder")
        steps, given, step = [[setting]], [], None
        for part in self.parts:
            if part.step is not step:
                step = part.step
                if change := browser(step, self):
                    steps[-1].append(f"browser {shlex.quote(json.dumps(change))} \"${{KEY_DIR:-}}\"\n")
            if part.kind != "block":
                continue
            steps.append([part.text])
            if (reads := READS.search(part.text)) and part.text.count("\n") == 1:
                given.append(" ".join(answers.get(name, "") for name in reads[1].split()))
        steps += [[part.text + "\n"] for part in self.commands]
        return {"steps": steps, "answers": given, "changes": changes, "clipboard": True, **(DESK if self.begins_in_terminal() else NO_DESK)}

    def begins_in_terminal(self):
        """Whether the page has the reader open a terminal that ignores what is set on the desk."""
        return any(step["name"] == "terminal" for step in self.steps)

    def sources(self, credential):
        """The GitRepository, OCIRepository or Application that a step asks for, with the address that it names."""
        found, name = {}, credential and credential["id"].lower().replace("_", "-")
        for step in self.steps:
            for kind, address in re.findall(r"(GitRepository|OCIRepository|Application) .*?`((?:https|ssh|oci)://[^`]*)`", step["markdown"]):
                own = "application" if kind == "Application" else "source"
                found[f"ns/{kind.lower()}/{own}"] = {"url": address, "secret": name}
        return found

    def reader(self):
        """Who sits at the desk: an owner who isn't the one who leaves."""
        leaver = self.page["path"].rpartition("off-board-")[2]
        owners = [login for login, role in self.seed.world["members"].items() if role == "admin" and login != leaver]
        return owners[0] if owners else self.seed.world["me"]

    def leaver(self):
        """Who leaves by this page."""
        name = self.page["path"].rpartition("off-board-")[2].removeprefix("machine-user-")
        return "mallory" if name == "anybody" else name

    def token(self):
        """The token that its prompts are answered with."""
        return TOKENS.get(self.answers["TOKEN"]) if any(s["name"] == "read-leaked" for s in self.steps) else None

    def existing(self):
        """The described name of the credential that the page is about."""
        names = self.seed.described.get("credentials") or {}
        return next((key for key in names if self.page["path"] == "credentials/existing-" + key.lower()), None)

    def comparisons(self, outputs, sentences):
        """Each sentence that says what one should see after a block, with the blocks and what they printed."""
        blocks, printed, index, waiting, step = [], "", 0, None, None
        for part in self.parts:
            if part.step is not step:
                step, blocks, printed, waiting = part.step, [], "", None
            if part.kind == "block":
                text = outputs[index] if index < len(outputs) else ""
                blocks, printed, index = [*blocks, part], printed + text, index + 1
                if waiting:
                    # "You should see `active`:" stands above its block.
                    yield Comparison(waiting, [part], text, sentences)
                    waiting, blocks, printed = None, [], ""
            elif part.kind == "sees":
                if re.fullmatch(r"[^.:]*:\s*", part.text):
                    waiting = part
                elif blocks:
                    yield Comparison(part, blocks, printed, sentences)
                # Without a block it is seen in the browser.
                blocks, printed = [], ""

    def judge(self, result, sentences):
        """How much was compared, and what was not as the page says."""
        outputs, problems = result["outputs"][1:], []
        for part, text in zip(self.runs, outputs):
            if wrong := WRONG.search(text):
                problems.append(self.problem(part, None, f"no error, found {wrong[0]}", f"{part.text}\n{text}"))
        compared = [each for each in self.comparisons(outputs, sentences) if each.patterns]
        for each in compared:
            if not each.holds():
                problems.append(self.problem(each.part, each.line, each.words(), each.printed))
        problems += [f"the small GitHub has no answer: {call}" for call in result["missing"]]
        problems += ["it waits for somebody"] * result["is_late"]
        if self.begins_in_terminal() and result["left"]:
            problems.append(f"files are left behind: {result['left']}")
        problems += missed(self, result["world"], result["keys"]["@key-a"])
        for secret in filter(TOKENS["@me"].__ne__, TOKENS.values()):
            problems += [f"a token is printed by: {part.text}" for part, text in zip(self.runs, outputs) if secret in text]
            problems += [f"a token is on a command line: {call.replace(secret, '…')}" for call in result["calls"] if secret in call]
        return len(outputs), len(compared), problems

    def survivors(self, result, sentences):
        """How many sentences could be untrue, and those that hold though everybody refused everything."""
        outputs = result["outputs"][1:]
        asked = [e for e in self.comparisons(outputs, sentences) if e.patterns and any(ASKS.search(b.text) for b in e.blocks)]
        return len(asked), [
            self.problem(each.part, each.line, f"not {each.words()} where GitHub refuses every call", each.printed)
            for each in asked if each.holds()] + [
            f"{what}, though GitHub refuses every call" for what in achieved(self, result["world"], result["keys"]["@key-a"])]

    def problem(self, part, line, expected, seen):
        place = line or f"steps/{part.step['name']}"
        return f"{place}: expected {expected}; printed:\n{seen[-700:]}"


class Comparison:
    """A sentence that says what one should see, the blocks before it, and what they printed."""

    def __init__(self, part, blocks, printed, sentences):
        self.part, self.blocks, self.printed = part, blocks, printed
        sees, self.line = sentences.look(part.step, part.text)
        self.how, self.patterns = expectation(part.text, sees)

    def holds(self):
        return self.how(re.search(pattern, self.printed, re.M) for pattern in self.patterns)

    def words(self):
        return (" or " if self.how is any else " and ").join(self.patterns)


# --- all books


def cover(sessions):
    """The fewest sessions, or nearly, that together run every block; all of them with TOKENBOOK_EVERY_PAGE."""
    if os.environ.get("TOKENBOOK_EVERY_PAGE"):
        return sessions
    seen, chosen = set(), []
    for session in sorted(sessions, key=lambda each: -len(each.shapes())):
        if not session.shapes() <= seen:
            seen |= session.shapes()
            chosen.append(session)
    return chosen


def main():
    books = json.load(sys.stdin)
    if path := os.environ.get("TOKENBOOK_KEEP"):
        json.dump(books, open(path, "w"))
        print("[]")
        return
    sentences, sessions = Sentences(), []
    for book in books:
        seed = Seed(book)
        for page in (without_records(page, book["records"]) for page in book["pages"]):
            for steps in acts(page):
                session = Session(book, page, steps, seed)
                if session.runs:
                    sessions.append(session)
    if only := os.environ.get("TOKENBOOK_REHEARSE"):
        sessions = [each for each in sessions if re.search(only, f"{each.book['name']}: {each.page['path']}")]
    sessions = cover(sessions)
    print(f"{len(sessions)} sessions, {sum(len(each.runs) for each in sessions)} blocks", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        Stage(folder)
        cases = [case for session in sessions for case in (session.case(), session.refused())]
        results = rooms(folder, cases)
    outcomes = []
    for session, result, refused in zip(sessions, results[::2], results[1::2]):
        ran, compared, problems = session.judge(result, sentences)
        refutable, survivors = session.survivors(refused, sentences)
        browser = sum("**Browser only" in step["markdown"] for step in session.steps)
        outcomes.append({
            "book": session.book["name"], "page": session.page["path"], "ran": ran, "compared": compared,
            "inBrowser": browser, "refutable": refutable, "survivors": survivors, "problems": problems})
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    main()
