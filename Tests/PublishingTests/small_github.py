"""A small GitHub: what it holds, and what its REST API answers to whom. `small_servers.py` serves it to real programs.

Only `kubectl` and `kubeseal` are stand-ins, at the end of this file:

    small_github.py PROGRAM ARGUMENT...       is kubectl, kubeseal, Docker's keychain or the browser in such a world

A world is the JSON value below with a case's changes merged into it (RFC 7386). It answers as GitHub's documentation
says: https://docs.github.com/en/rest (401, 403, 404 and 422 with their messages, checked 2026-11-30).
"""

import base64
import fcntl
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import zlib

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def classic(body):
    """A classic PAT of these 30 characters with the checksum that belongs to them."""
    number, text = zlib.crc32(body.encode()), ""
    for _ in range(6):
        text, number = DIGITS[number % 62] + text, number // 62
    return f"ghp_{body}{text}"


# What a case may say for a token, and for the public half of one of the stage's keys.
TOKENS = {
    # What `gh auth login` made for whoever sits at the desk.
    "@me": "gho_" + "m" * 36,
    "@reader": classic("a" * 30), "@person": classic("b" * 30), "@fine": "github_pat_" + "c" * 82,
    "@app": "ghs_" + "d" * 36,
}


def world():
    reader = {"login": "acme-pull", "scopes": ["read:packages"], "expires": "2027-02-01 00:00:00 UTC"}
    fine = {"login": "acme-reader", "repositories": ["acme/shared"], "permissions": {"contents": "read"}}
    app = {"app": True, "repositories": ["acme/infra"], "permissions": {"contents": "write", "pull_requests": "write"}}
    success = [{"name": "build", "conclusion": "success"}]
    workflow = "permissions: {packages: read}\nenv: {TOKEN: '${{ secrets.%s }}'}\n"
    return {
        "me": "ada",
        "my_scopes": ["repo", "workflow", "admin:org", "read:packages", "read:audit_log"],
        "accounts": ["ada", "boris", "mallory", "acme-pull", "acme-outside", "acme-reader"],
        "members": {"ada": "admin", "boris": "member", "acme-pull": "member", "acme-reader": "member"},
        "pending": [], "outside": ["acme-outside"], "invited": [], "without_two_factor": [],
        "base_permission": "none",
        "repositories": {
            "acme/web": {"roles": {}},
            "acme/shared": {"roles": {"acme-reader": "read"}},
            "acme/infra": {}, "acme/jobs": {}, "acme/other": {}, "globex/tools": {},
        },
        "files": {"first": workflow % "OLD_PAT", "second": workflow % "NEW_ONE"},
        "head": "second",
        "runs": [{"databaseId": 101, "number": 1, "headSha": "first", "jobs": success}],
        "next_run": {"headSha": "second", "jobs": success},
        "tokens": {
            "@reader": reader, "@person": {"login": "boris", "scopes": ["repo", "read:packages"]},
            "@fine": fine, "@app": app,
        },
        "installation": {"client_id": "Iv23liAcme", "id": 77, "token": "@app"},
        "packages": {
            "container/web": {"visibility": "private", "readers": ["ada", "acme-pull"], "tags": ["1.0"]},
            "npm/board": {"visibility": "private", "readers": ["ada"]},
            "container/hand/made": {"visibility": "private", "readers": ["ada"], "tags": ["latest"]},
        },
        "secrets": {}, "secret_reach": {}, "variables": {}, "audit_log": [], "ssh_keys": {},
        "keychain": "", "docker_reads_oci": True,
        "cluster": {
            "pull_secrets": {}, "events": {}, "starts_pods": True,
            "controller": True, "unseals": True, "store": "ClusterSecretStore/vault", "backing": {}, "arrives": {},
            # What Flux and Argo CD read: by namespace, kind and name, with the address and the Secret that a source names.
            "sources": {}, "reconciles": True,
        },
        # A path that begins so is refused with this status and message.
        "refuse": {},
        # The same for the first call of this very path.
        "refuse_once": {},
        "merges": False,
    }


# --- the world on disk


def path_of(name):
    return os.path.join(os.environ["SMALL_GITHUB"], name)


class Open:
    """The world, locked, and written back."""

    def __enter__(self):
        self.file = open(path_of("world.json"), "r+")
        fcntl.flock(self.file, fcntl.LOCK_EX)
        self.world = json.load(self.file)
        return self.world

    def __exit__(self, *_):
        self.file.seek(0)
        self.file.truncate()
        json.dump(self.world, self.file)
        self.file.close()


def tell(program, arguments):
    with open(path_of("calls"), "a") as calls:
        calls.write(" ".join([program, *arguments]) + "\0")


def tell_missing(call):
    with open(path_of("missing"), "a") as missing:
        missing.write(call + "\n")


def merged(value, change):
    if not isinstance(change, dict) or not isinstance(value, dict):
        return change
    value = dict(value)
    for name, part in change.items():
        if part is None:
            value.pop(name, None)
        else:
            value[name] = merged(value.get(name), part)
    return value


def browser(arguments):
    """What somebody did in the browser, as a change of the world."""
    text = arguments[0]
    for name, value in TOKENS.items():
        text = text.replace(name, value)
    change = json.loads(text)
    with Open() as world:
        # Only who is invited can accept.
        if (login := change.pop("accepts", None)) in world["pending"]:
            world["pending"].remove(login)
            world["members"][login] = "member"
        if holder := change.pop("adds_key_of", None):
            public = " ".join(open(f"{arguments[1]}/key.pub").read().split()[:2])
            world["ssh_keys"].setdefault(holder, []).append(public)
        world.update(merged(world, change))
    return 0


# --- the table of permissions


@functools.cache
def endpoints():
    """The lines of catalog/rest-endpoints.tsv by their columns, with the pattern that their path is."""
    file = os.path.join(os.path.dirname(__file__), "../../catalog/rest-endpoints.tsv")
    lines = [line.rstrip("\n").split("\t") for line in open(file) if not line.startswith("#")]
    found = [dict(zip(lines[0], line)) for line in lines[1:]]
    for line in found:
        line["pattern"] = re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(line["path"])).replace("path[^/]", "path.") + "$")
    return found


LEVELS = ["read", "write", "admin"]


def satisfied(wanted, given):
    """Whether permissions are among those given: `+` all, `|` any one, `-` none, `?` nobody knows."""
    def has(one):
        name, _, level = one.strip().partition(":")
        held = given.get(name, "read" if name == "metadata" else None)
        return held is not None and LEVELS.index(held) >= LEVELS.index(level or "read")
    if wanted in ("-", "?"):
        return True
    return any(all(map(has, each.split("+"))) for each in wanted.split("|"))


# --- the REST API


class Answer(Exception):
    def __init__(self, status, body=None):
        self.status, self.body = status, body


def error(status, message):
    return Answer(status, {"message": message, "status": str(status)})


NOT_FOUND = (404, "Not Found")


class API:
    def __init__(self, world, token):
        self.world = world
        if token is None:
            self.actor = {"anonymous": True, "scopes": []}
        elif token == TOKENS["@me"]:
            self.actor = {"login": world["me"], "scopes": world["my_scopes"]}
        else:
            self.actor = world["tokens"].get(token)
        self.login = (self.actor or {}).get("login")

    def ask(self, method, path, fields):
        """Status and body of a call; without a route, nobody has written down what GitHub says."""
        try:
            path, _, query = path.lstrip("/").partition("?")
            for prefix, (status, message) in self.world["refuse"].items():
                if path.startswith(prefix):
                    raise error(status, message)
            if path in self.world["refuse_once"]:
                raise error(*self.world["refuse_once"].pop(path))
            if self.actor is None:
                # https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
                raise error(401, "Bad credentials")
            if self.actor.get("anonymous") and not path.startswith(("repos/", "meta", "credentials/", "app-manifests/")):
                raise error(401, "Requires authentication")
            fields = dict(urllib.parse.parse_qsl(query), **fields)
            for verb, pattern, answer in ROUTES:
                match = re.fullmatch(pattern, path)
                if match and verb == method:
                    self.permit(method, path)
                    raise Answer(200, answer(self, fields, *match.groups()))
            tell_missing(f"{method} {path}")
            raise error(*NOT_FOUND)
        except Answer as answer:
            return answer.status, answer.body

    def permit(self, method, path):
        """Refuses what the table of permissions does not give this kind of token."""
        endpoint = next((e for e in endpoints() if e["method"] == method and e["pattern"].fullmatch("/" + path)), None)
        if endpoint is None or self.actor.get("anonymous"):
            return
        if repository := re.match(REPOSITORY, path):
            self.repository(repository[1])
        given = self.actor.get("permissions")
        if given is None:
            self.scoped(method, path, endpoint)
            return
        kind, column, works = ("integration", "permissions", "installation")
        if not self.actor.get("app"):
            kind, column, works = ("personal access token", "pat", "fine_grained")
        if endpoint[works] == "n" or not satisfied(endpoint[column], given):
            raise error(403, f"Resource not accessible by {kind}")

    def scoped(self, method, path, endpoint):
        """Scopes of classic PATs: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps"""
        scopes, wanted = set(self.actor["scopes"]), endpoint["scopes"]
        if wanted == "none":
            raise error(403, "Resource not accessible by personal access token")
        if "write:packages" in scopes:
            scopes.add("read:packages")
        if "packages" in wanted and not scopes.issuperset(wanted.split("+")):
            # Without the scope a package is not told from one that does not exist.
            raise error(*NOT_FOUND)
        if path.startswith("orgs/") and method != "GET" and "admin:org" not in scopes:
            raise error(403, "Must have admin rights to Organization.")

    # Who may what

    def is_owner(self):
        return not self.actor.get("app") and self.world["members"].get(self.login) == "admin"

    def owners_only(self):
        # What an App or a fine-grained PAT may do stands in the table of permissions.
        if "permissions" not in self.actor and not self.is_owner():
            raise error(403, "Must be an owner")

    def role(self, login, name):
        if self.world["members"].get(login) == "admin":
            return "admin"
        base = self.world["base_permission"] if login in self.world["members"] else "none"
        return self.world["repositories"][name].get("roles", {}).get(login, base)

    def repository(self, name):
        """The repository, if the actor may know that it exists."""
        value, actor = self.world["repositories"].get(name), self.actor
        selected = actor.get("repositories")
        hidden = (
            value is None
            or (selected is not None and name not in selected)
            or (selected is None and "repo" not in actor["scopes"])
            or (self.login is not None and self.role(self.login, name) == "none")
        )
        if hidden and (value is None or value.get("visibility", "private") != "public"):
            raise error(*NOT_FOUND)
        return value

    def permitted(self, name, permission, level):
        value = self.repository(name)
        given = self.actor.get("permissions")
        has = given.get(permission) if given is not None else {"none": None, "read": "read"}.get(self.role(self.login, name), "write")
        if level == "write" and value.get("archived"):
            raise error(403, "Repository was archived so is read-only.")
        if has is None or (level == "write" and has == "read"):
            kind = "integration" if self.actor.get("app") else "personal access token"
            raise error(403, f"Resource not accessible by {kind}")
        return value

    def administered(self, name):
        if self.role(self.login, name) != "admin":
            raise error(*NOT_FOUND)
        return self.world["repositories"][name]

    # Accounts

    def user(self, _):
        if self.actor.get("app"):
            raise error(403, "Resource not accessible by integration")
        return {"login": self.login}

    def account(self, _, login):
        if login not in self.world["accounts"]:
            raise error(*NOT_FOUND)
        return {"login": login}

    def organization(self, _, name):
        shown = {"login": name, "plan": {"seats": 20, "filled_seats": len(self.world["members"])}}
        return shown | ({"default_repository_permission": self.world["base_permission"]} if self.is_owner() else {})

    def my_membership(self, _, name):
        return {"role": self.world["members"].get(self.login, "member"), "state": "active"}

    def membership(self, _, name, login):
        role = self.world["members"].get(login)
        if role is None and login not in self.world["pending"]:
            raise error(*NOT_FOUND)
        return {"user": {"login": login}, "role": role or "member", "state": "active" if role else "pending"}

    def set_membership(self, fields, name, login):
        self.owners_only()
        if login in self.world["members"]:
            self.world["members"][login] = fields["role"]
        elif self.world.get("managed_users"):
            # Who is managed by the enterprise is not invited but added.
            self.world["members"][login] = fields["role"]
        elif login not in self.world["pending"]:
            self.world["pending"].append(login)
        return self.membership({}, name, login)

    def end_membership(self, _, name, login):
        self.owners_only()
        if self.world["members"].pop(login, None) is None:
            raise error(*NOT_FOUND)

    def end_collaboration(self, _, name, login):
        self.owners_only()
        if login not in self.world["outside"]:
            raise error(422, "You cannot specify an organization member to remove as an outside collaborator.")
        self.world["outside"].remove(login)

    def members(self, fields, name):
        if fields.get("filter") == "2fa_disabled":
            self.owners_only()
            return logins(self.world["without_two_factor"])
        return logins(m for m, role in self.world["members"].items() if fields.get("role", role) == role)

    def member(self, _, name, login):
        if login not in self.world["members"]:
            raise error(*NOT_FOUND)

    # Repositories

    def repositories(self, _, owner):
        seen = []
        for name, value in self.world["repositories"].items():
            if name.startswith(owner + "/") and (self.is_owner() or self.role(self.login, name) != "none"):
                seen.append(shown(name, value))
        return seen

    def see(self, _, name):
        return shown(name, self.repository(name))

    def keys(self, _, name):
        return self.administered(name).get("keys", [])

    def key(self, fields, name, number):
        for key in self.keys(fields, name):
            if str(key["id"]) == number:
                return key
        raise error(*NOT_FOUND)

    def delete_key(self, fields, name, number):
        self.keys(fields, name).remove(self.key(fields, name, number))

    def permission(self, _, name, login):
        self.administered(name)
        return {"role_name": self.role(login, name)}

    def grant(self, fields, name, login):
        role = {"pull": "read", "push": "write"}.get(fields["permission"], fields["permission"])
        self.administered(name).setdefault("roles", {})[login] = role

    def ungrant(self, _, name, login):
        self.administered(name).get("roles", {}).pop(login, None)

    def read(self, _, name, what):
        permission = {"branches": "contents", "pulls": "pull_requests", "statuses": "statuses"}.get(what, what)
        self.permitted(name, permission, "read")
        return []

    def impossible(self, _, name, what):
        permission = {"git/refs": "contents", "pulls": "pull_requests"}.get(what, what.split("/")[0])
        self.permitted(name, permission, "write")
        raise error(422, "Validation Failed")

    def content(self, fields, name, path):
        self.repository(name)
        if fields.get("ref", "") not in ["", *self.world["files"]]:
            raise error(*NOT_FOUND)
        return self.world["files"][fields.get("ref") or self.world["head"]]

    def commits(self, _, name):
        self.repository(name)
        return [{"sha": self.world["head"], "author": {"login": "boris"}}]

    def runs(self, fields, name):
        self.repository(name)
        waiting = self.world["repositories"][name].get("unfinished", [])
        return {"workflow_runs": [run for run in waiting if run["status"] == fields.get("status", run["status"])]}

    def graphql(self, fields):
        name = f"{fields['owner']}/{fields['name']}"
        if name not in self.world["repositories"] or name in self.world["refuse"]:
            raise error(502, "Could not resolve to a Repository")
        files = self.world["repositories"][name].get("workflows")
        entries = [{"name": f, "object": {"text": t, "isTruncated": False}} for f, t in (files or {}).items()]
        return {"data": {"repository": {"object": None if files is None else {"entries": entries}}}}

    # Packages

    def package(self, _, owner, kind, name):
        name = urllib.parse.unquote(name)
        value = self.world["packages"].get(f"{kind}/{name}")
        if value is None or "packages" not in " ".join(self.actor.get("scopes", [])):
            raise error(*NOT_FOUND)
        if value["visibility"] != "public" and self.login not in value["readers"]:
            raise error(*NOT_FOUND)
        return {"name": name, "package_type": kind, "visibility": value["visibility"],
            "repository": value.get("repository") and {"full_name": value["repository"]}}

    def packages(self, fields, owner):
        found = []
        for key in self.world["packages"]:
            kind, _, name = key.partition("/")
            status, body = self.ask("GET", f"orgs/{owner}/packages/{kind}/{urllib.parse.quote(name, '')}", {})
            if kind == fields["package_type"] and status == 200:
                found.append(body)
        return found

    def versions(self, fields, owner, kind, name):
        self.package(fields, owner, kind, name)
        tags = self.world["packages"][f"{kind}/{urllib.parse.unquote(name)}"].get("tags", [])
        return [{"name": "v", "updated_at": "2026-11-30T00:00:00Z", "metadata": {"container": {"tags": tags}}}]

    def fork(self, _, name):
        """https://docs.github.com/en/rest/repos/forks#create-a-fork, looked at 2026-12-01."""
        if self.world["repositories"].get(name, {}).get("visibility") != "public":
            self.repository(name)
        copy = f"{self.login}/{name.partition('/')[2]}"
        self.world["repositories"].setdefault(copy, {"visibility": "public", "roles": {self.login: "admin"}})
        raise Answer(202, shown(copy, self.world["repositories"][copy]) | {"name": copy.partition("/")[2], "owner": {"login": self.login}})

    # Apps

    def installations(self, _, owner):
        self.owners_only()
        return {"installations": [{"app_slug": "acme-release"} | self.world["installation"]]}

    def installed(self, _):
        return {"repositories": [{"full_name": name} for name in self.actor["repositories"]]}

    def throw_away(self, _):
        self.world["tokens"] = {t: a for t, a in self.world["tokens"].items() if a is not self.actor}

    def manifest(self, _, code):
        if code != "abc123":
            raise error(*NOT_FOUND)
        slug = self.world["installation"].get("app_slug")
        pem = open(os.path.expanduser("~/keys/app")).read() if slug else "BEGIN\nbody\nEND\n"
        return {"slug": slug or "acme-release", "pem": pem}

    def log(self, fields, owner):
        self.owners_only()
        return self.world["audit_log"]

    def authorizations(self, _, owner):
        return self.world.get("authorizations", [])


def logins(names):
    return [{"login": name} for name in names]


def shown(name, value):
    visibility = value.get("visibility", "private")
    number = zlib.crc32(name.encode())
    return {"id": number, "full_name": name, "visibility": visibility, "archived": value.get("archived", False)}


REPOSITORY = "repos/([^/]+/[^/]+)"
ORGANIZATION = "orgs/([^/]+)"
ROUTES = [
    ("GET", "user", API.user),
    ("GET", "users/([^/]+)", API.account),
    ("GET", "user/memberships/orgs/([^/]+)", API.my_membership),
    ("GET", ORGANIZATION, API.organization),
    ("GET", ORGANIZATION + "/memberships/([^/]+)", API.membership),
    ("PUT", ORGANIZATION + "/memberships/([^/]+)", API.set_membership),
    ("DELETE", ORGANIZATION + "/memberships/([^/]+)", API.end_membership),
    ("DELETE", ORGANIZATION + "/outside_collaborators/([^/]+)", API.end_collaboration),
    ("GET", ORGANIZATION + "/members", API.members),
    ("GET", ORGANIZATION + "/members/([^/]+)", API.member),
    ("GET", ORGANIZATION + "/outside_collaborators", lambda api, *_: logins(api.world["outside"])),
    ("GET", ORGANIZATION + "/invitations", lambda api, *_: logins(api.world["invited"])),
    ("GET", ORGANIZATION + "/repos", API.repositories),
    ("GET", ORGANIZATION + "/installations", API.installations),
    ("GET", ORGANIZATION + "/audit-log", API.log),
    ("GET", ORGANIZATION + "/credential-authorizations", API.authorizations),
    ("GET", ORGANIZATION + "/projectsV2", lambda api, *_: []),
    ("GET", ORGANIZATION + "/packages", API.packages),
    ("GET", ORGANIZATION + "/packages/([a-z]+)/([^/]+)", API.package),
    ("GET", ORGANIZATION + "/packages/([a-z]+)/([^/]+)/versions", API.versions),
    ("GET", REPOSITORY, API.see),
    ("POST", REPOSITORY + "/forks", API.fork),
    ("GET", REPOSITORY + "/keys", API.keys),
    ("GET", REPOSITORY + "/keys/([^/]+)", API.key),
    ("DELETE", REPOSITORY + "/keys/([^/]+)", API.delete_key),
    ("GET", REPOSITORY + "/collaborators/([^/]+)/permission", API.permission),
    ("PUT", REPOSITORY + "/collaborators/([^/]+)", API.grant),
    ("DELETE", REPOSITORY + "/collaborators/([^/]+)", API.ungrant),
    ("GET", REPOSITORY + "/contents/(.+)", API.content),
    ("GET", REPOSITORY + "/commits", API.commits),
    ("GET", REPOSITORY + "/actions/runs", API.runs),
    ("GET", REPOSITORY + "/(branches|pulls|issues)", API.read),
    ("POST", REPOSITORY + "/(git/refs|pulls|issues|statuses/.*)", API.impossible),
    ("GET", "apps/([^/]+)", lambda api, *_: api.world["installation"]),
    ("GET", "installation/repositories", API.installed),
    ("DELETE", "installation/token", API.throw_away),
    ("POST", "app-manifests/([^/]+)/conversions", API.manifest),
]


# --- Docker's keychain


def keychain(arguments):
    """Docker's credential helper, which holds the reader's own login."""
    with Open() as world:
        if arguments[0] != "get":
            world["keychain"] = ""
        elif not world["keychain"]:
            print("credentials not found in native keychain")
            return 1
        else:
            print(json.dumps({"ServerURL": sys.stdin.read().strip(), "Username": "me", "Secret": world["keychain"]}))
    return 0


# --- kubectl


def options(arguments, flags=()):
    """The words and the options of a command line; those of `flags` take no value."""
    words, found, rest = [], {}, list(arguments)
    while rest:
        word = rest.pop(0)
        if word.startswith("-"):
            found.setdefault(word, []).append("" if word in flags else rest.pop(0))
        else:
            words.append(word)
    return words, found


def nothing(*_):
    return 0


def kubectl(arguments):
    flags = [
        "--dry-run=client", "--server-side", "--force-conflicts", "--command", "--", "--overwrite", "--local",
        "--all-namespaces",
    ]
    words, given = options(arguments, flags)
    # Read first: what writes it waits for the world too.
    text = sys.stdin.read() if words[0] == "label" else ""
    with Open() as world:
        if text:
            given["piped"] = text
        if "" in world["refuse"] and not {"--dry-run=client", "--local"} & given.keys() and words[0] != "config":
            print("Error from server (Forbidden)", file=sys.stderr)
            return 1
        return KUBECTL[words[0]](world, world["cluster"], words[1:], given)


def create_secret(world, cluster, words, given):
    entries = {}
    for key, _, file in (entry.partition("=") for entry in given["--from-file"]):
        entries[key] = base64.b64encode(open(file, "rb").read()).decode()
    for key, _, value in (entry.partition("=") for entry in given.get("--from-literal", [])):
        entries[key] = base64.b64encode(value.encode()).decode()
    key = next(iter(entries))
    secret = {"name": f"{given['--namespace'][0]}/{words[2]}", "data": entries[key], "key": key, "entries": entries}
    print(json.dumps(secret))
    return 0


def label_secret(world, cluster, words, given):
    text = given.get("piped")
    if not text:
        print("error: no objects passed to label", file=sys.stderr)
        return 1
    print(json.dumps(json.loads(text) | {"label": words[0]}))
    return 0


def apply_secret(world, cluster, words, given):
    text = open(given["--filename"][0]).read() if given["--filename"] != ["-"] else sys.stdin.read()
    if cluster.get("forbidden"):
        print("Error from server (Forbidden)", file=sys.stderr)
        return 1
    if text.startswith("apiVersion: external-secrets.io/"):
        return apply_external(cluster, text)
    if not text:
        print("error: no objects passed to apply", file=sys.stderr)
        return 1
    secret = json.loads(text)
    if "sealed" in secret:
        secret = secret["sealed"]
        if not cluster["unseals"]:
            return 0
    if "--server-side" not in given:
        secret["annotation"] = secret["data"]
    cluster["pull_secrets"].setdefault(secret["name"], {}).update(secret)
    print(f"secret/{secret['name']} serverside-applied" if "--server-side" in given else "secret configured")
    return 0


def login(words):
    """The contents of a pull secret: `REGISTRY USER TOKEN`."""
    host, user, token = words.split(" ")
    auth = base64.b64encode(f"{user}:{token}".encode()).decode()
    return base64.b64encode(json.dumps({"auths": {host: {"auth": auth}}}, separators=(",", ":")).encode()).decode()


def stored(value):
    """What is in the store of a cluster: what the reader copied last, or else a login that was there before."""
    clipboard = os.path.expanduser("~/clipboard")
    if os.path.exists(clipboard):
        return base64.b64encode(open(clipboard, "rb").read()).decode()
    return login(value)


def apply_external(cluster, text):
    """An ExternalSecret makes a Secret of what its store has under the name that it asks for."""
    value = {k: v.strip() for k, v in re.findall(r"^ *(?:- )?([\w.]+):(.*)$", text, re.M)}
    name, namespace = re.search(r"^metadata:\n  name: (\S+)\n  namespace: (\S+)$", text, re.M).groups()
    store = re.search(r"secretStoreRef:\n    name: (\S*)\n    kind: (\S+)$", text, re.M)
    held = cluster["backing"].get(value["key"])
    if not store or f"{store[2]}/{store[1]}" != cluster["store"] or held is None:
        return 0
    key = next((key for key, text in value.items() if text == '"{{ .value | toString }}"'), None)
    if key is None:
        return 0
    cluster["pull_secrets"][f"{namespace}/{name}"] = {"data": stored(held), "key": key}
    return 0


def annotate(world, cluster, words, given):
    if words[0] == "externalsecret":
        return 0
    if words[0] != "secret":
        return reconcile(world, cluster, f"{given['--namespace'][0]}/{words[0]}/{words[1]}", words[2].partition("=")[2])
    cluster["pull_secrets"][f"{given['--namespace'][0]}/{words[1]}"].pop("annotation", None)
    return 0


def reconcile(world, cluster, name, asked):
    """Flux fetches a source, and Argo CD compares an Application, with the Secret that it finds."""
    source = cluster["sources"].get(name)
    if source is None:
        print("Error from server (NotFound)", file=sys.stderr)
        return 1
    if not cluster["reconciles"]:
        source["pending"] = asked
        return 0
    namespace, kind, _ = name.split("/")
    secrets = {n.partition("/")[2]: s for n, s in cluster["pull_secrets"].items() if n.startswith(f"{namespace}/")}
    if kind == "application":
        labelled = [s for s in secrets.values() if s.get("label") == "argocd.argoproj.io/secret-type=repository"]
        secret = next((s for s in labelled if entry(s, "url") == source["url"].removesuffix(".git")), None)
    else:
        secret = secrets.get(source.get("secret"))
    source["handled"], source["ready"] = asked, opens(world, secret, source["url"])
    return 0


def entry(secret, key):
    return base64.b64decode(secret.get("entries", {}).get(key, "")).decode()


def opens(world, secret, address):
    """Whether the Secret of a source, or nobody's at all, reads what is at its address."""
    kind, _, path = address.partition("://")
    path = path.partition("/")[2].removesuffix(".git")
    if kind == "oci":
        package = world["packages"].get("container/" + path.partition("/")[2], {})
        if package.get("visibility") == "public":
            return True
        token = entry(secret or {}, "password")
        if secret and entry(secret, ".dockerconfigjson"):
            auth = next(iter(json.loads(entry(secret, ".dockerconfigjson"))["auths"].values()))["auth"]
            token = base64.b64decode(auth).decode().partition(":")[2]
        return world["tokens"].get(token, {}).get("login") in package.get("readers", [])
    repository = world["repositories"].get(path)
    if repository is None or repository.get("visibility") == "public":
        return repository is not None
    if secret is None:
        return False
    private = entry(secret, "githubAppPrivateKey")
    if private:
        own = open(os.path.expanduser("~/keys/app")).read()
        return private == own and entry(secret, "githubAppInstallationID") == str(world["installation"]["id"])
    if kind == "ssh":
        with tempfile.NamedTemporaryFile("w", dir=os.path.expanduser("~/keys")) as file:
            file.write(entry(secret, "identity") or entry(secret, "sshPrivateKey"))
            file.flush()
            public = subprocess.run(["ssh-keygen", "-y", "-f", file.name], capture_output=True, text=True).stdout
        trusts = "identity" not in secret["entries"] or entry(secret, "known_hosts").startswith("github.com ")
        return trusts and " ".join(public.split()[:2]) in [key["key"] for key in repository.get("keys", [])]
    return path in world["tokens"].get(entry(secret, "password"), {}).get("repositories", [])


def get_source(cluster, words, given):
    source = cluster["sources"].get(f"{given['--namespace'][0]}/{words[0]}/{words[1]}")
    if source is None:
        print("Error from server (NotFound)", file=sys.stderr)
        return 1
    form, ready = given["--output"][0], source.get("ready", True)
    if form.endswith(".message}"):
        print("stored" if ready else "authentication required", end="")
    elif words[0] == "application":
        time = "2026-11-30T00:00:02Z" if "handled" in source else "2026-11-30T00:00:01Z"
        pending, message = source.get("pending", ""), "" if ready else "authentication required"
        rest = f" [{pending}] [{message}] {source['url']}  "
        print(time + ("" if form.endswith(".reconciledAt}'") or form == "jsonpath={.status.reconciledAt}" else rest), end="")
    else:
        print(source.get("handled", "1"), ready, source.get("secret", ""), source["url"], end="")
    return 0


def get(world, cluster, words, given):
    if words[0] in ("gitrepository", "ocirepository", "application"):
        return get_source(cluster, words, given)
    if words[0] in ("gitrepositories,ocirepositories", "secrets") and "--field-selector" not in given:
        if "range" in given.get("--output", [""])[0]:
            for name, secret in cluster["pull_secrets"].items():
                if secret.get("label") and name.startswith(f"{given['--namespace'][0]}/"):
                    print(name.partition("/")[2], secret["entries"].get("url", ""))
        else:
            print(*cluster["sources"], *cluster["pull_secrets"], sep="\n")
        return 0
    if words[0] == "secret":
        secret = cluster["pull_secrets"].get(f"{given['--namespace'][0]}/{words[1]}")
        if secret is None and words[1] in (cluster.get("arrives") or {}):
            secret = {"data": stored(cluster["arrives"][words[1]])}
        if secret is None:
            print("Error from server (NotFound)", file=sys.stderr)
            return 1
        asked = re.fullmatch(r"jsonpath=\{\.data\.(.+)\}", given["--output"][0])[1].replace("\\.", ".")
        if "entries" in secret:
            print(secret["entries"].get(asked, ""), end="")
        elif secret.get("key", asked) == asked:
            print(secret["data"], end="")
    elif "secretstores" in words[0]:
        kind, _, name = cluster["store"].partition("/")
        print(f"{kind.lower()}.external-secrets.io/{name}")
    elif words[0] == "secrets":
        names = [name.partition("/")[2] for name in cluster["pull_secrets"]] + list(cluster.get("arrives") or {})
        print(*dict.fromkeys(f"secret/{name}" for name in names), sep="\n")
    elif "--field-selector" not in given:
        print("No resources found", file=sys.stderr)
    else:
        print(*cluster["events"].get(given["--field-selector"][0].partition("=")[2], []), sep="\n")
    return 0


def patch(world, cluster, words, given):
    print(f"{words[0]}/{words[1]} patched")
    return 0


def run_pod(world, cluster, words, given):
    pulls = json.loads(given["--overrides"][0])["spec"]["imagePullSecrets"][0]["name"]
    secret = cluster["pull_secrets"].get(f"{given['--namespace'][0]}/{pulls}")
    if not cluster["starts_pods"]:
        return 0
    if secret is None and pulls in (cluster.get("arrives") or {}):
        secret = {"data": stored(cluster["arrives"][pulls])}
    good = False
    if secret:
        auth = next(iter(json.loads(base64.b64decode(secret["data"]))["auths"].values()))["auth"]
        good = base64.b64decode(auth).decode().partition(":")[2] in world["tokens"]
    message = "Normal Pulled Successfully pulled image" if good else "Warning Failed Failed to pull image: ErrImagePull"
    cluster["events"].setdefault(words[0], []).append(message)
    return 0


KUBECTL = {
    "config": lambda world, *_: print("prod") or 0, "create": create_secret, "apply": apply_secret,
    "annotate": annotate, "label": label_secret, "get": get, "run": run_pod, "delete": nothing, "patch": patch,
    "api-versions": lambda *_: print("external-secrets.io/v1") or 0, "describe": nothing,
}


# --- kubeseal


def kubeseal(arguments):
    text = sys.stdin.read()
    with Open() as world:
        if not world["cluster"]["controller"]:
            print("error: cannot get sealed secret service: services not found", file=sys.stderr)
            return 1
    if not text:
        print("error: no object", file=sys.stderr)
        return 1
    value = json.loads(text)
    if arguments == ["--validate"]:
        return 0 if "sealed" in value else 1
    print(json.dumps({"kind": "SealedSecret", "sealed": value}))
    return 0


if __name__ == "__main__":
    program, arguments = sys.argv[1], sys.argv[2:]
    tell(program, arguments)
    programs = {"kubectl": kubectl, "kubeseal": kubeseal, "keychain": keychain, "browser": browser}
    sys.exit(programs[program](arguments))
