"""A small GitHub, and stand-ins for the programs that talk to it, so that runbooks can be run in earnest.

    small_github.py rehearse < cases.json     runs each case's shell in a world of its own and tells what it printed
    small_github.py PROGRAM ARGUMENT...       is gh, curl, docker, ssh or kubectl in such a world

A world is the JSON value below with a case's changes merged into it (RFC 7386). It answers as GitHub's documentation
says: https://docs.github.com/en/rest (401, 403, 404 and 422 with their messages, checked 2026-11-30).
"""

import base64
import concurrent.futures
import fcntl
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import termios
import threading
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
        "secrets": {}, "variables": {}, "audit_log": [],
        "keychain": "", "docker_reads_oci": True,
        "cluster": {
            "pull_secrets": {}, "events": {}, "starts_pods": True,
            "controller": True, "unseals": True, "store": "ClusterSecretStore/vault", "backing": {}, "arrives": {},
            # What Flux and Argo CD read: by namespace, kind and name, with the address and the Secret that a source names.
            "sources": {}, "reconciles": True,
        },
        # A path that begins so is refused with this status and message.
        "refuse": {},
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
        calls.write(json.dumps(" ".join([program, *arguments])) + "\n")


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
            self.actor = {"login": world["me"], "scopes": ["repo", "admin:org", "read:packages"]}
        else:
            self.actor = world["tokens"].get(token)
        self.login = (self.actor or {}).get("login")

    def ask(self, method, path, fields):
        """Status, body and headers of a call."""
        try:
            if self.actor is None:
                raise error(401, "Bad credentials")
            path, _, query = path.lstrip("/").partition("?")
            for prefix, (status, message) in self.world["refuse"].items():
                if path.startswith(prefix):
                    raise error(status, message)
            fields = dict(urllib.parse.parse_qsl(query), **fields)
            for verb, pattern, answer in ROUTES:
                match = re.fullmatch(pattern, path)
                if match and verb == method:
                    raise Answer(200, answer(self, fields, *match.groups()))
            raise error(*NOT_FOUND)
        except Answer as answer:
            return answer.status, answer.body

    # Who may what

    def is_owner(self):
        return not self.actor.get("app") and self.world["members"].get(self.login) == "admin"

    def owners_only(self):
        if not self.is_owner():
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

    def run(self, _, name, number):
        for run in self.world["runs"]:
            if str(run["databaseId"]) == number:
                return {"head_sha": run["headSha"], "run_attempt": run.get("attempt", 1)}
        raise error(*NOT_FOUND)

    def jobs(self, _, name, number):
        return {"jobs": [run["jobs"] for run in self.world["runs"] if str(run["databaseId"]) == number][0]}

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
        return {"name": name, "package_type": kind, "visibility": value["visibility"], "repository": None}

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

    # Apps

    def installations(self, _, owner):
        self.owners_only()
        return {"installations": [self.world["installation"] | {"app_slug": "acme-release"}]}

    def installed(self, _):
        return {"repositories": [{"full_name": name} for name in self.actor["repositories"]]}

    def throw_away(self, _):
        self.world["tokens"] = {t: a for t, a in self.world["tokens"].items() if a is not self.actor}

    def manifest(self, _, code):
        if code != "abc123":
            raise error(*NOT_FOUND)
        return {"slug": "acme-release", "pem": "BEGIN\nbody\nEND\n"}

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
    ("GET", ORGANIZATION + "/packages", API.packages),
    ("GET", ORGANIZATION + "/packages/([a-z]+)/([^/]+)", API.package),
    ("GET", ORGANIZATION + "/packages/([a-z]+)/([^/]+)/versions", API.versions),
    ("GET", REPOSITORY, API.see),
    ("GET", REPOSITORY + "/keys", API.keys),
    ("GET", REPOSITORY + "/keys/([^/]+)", API.key),
    ("DELETE", REPOSITORY + "/keys/([^/]+)", API.delete_key),
    ("GET", REPOSITORY + "/collaborators/([^/]+)/permission", API.permission),
    ("PUT", REPOSITORY + "/collaborators/([^/]+)", API.grant),
    ("DELETE", REPOSITORY + "/collaborators/([^/]+)", API.ungrant),
    ("GET", REPOSITORY + "/contents/(.+)", API.content),
    ("GET", REPOSITORY + "/commits", API.commits),
    ("GET", REPOSITORY + "/actions/runs", API.runs),
    ("GET", REPOSITORY + "/actions/runs/([0-9]+)", API.run),
    ("GET", REPOSITORY + "/actions/runs/([0-9]+)/jobs", API.jobs),
    ("GET", REPOSITORY + "/(branches|pulls|issues)", API.read),
    ("POST", REPOSITORY + "/(git/refs|pulls|issues|statuses/.*)", API.impossible),
    ("POST", "graphql", API.graphql),
    ("GET", "apps/([^/]+)", lambda api, *_: api.world["installation"]),
    ("GET", "installation/repositories", API.installed),
    ("DELETE", "installation/token", API.throw_away),
    ("POST", "app-manifests/([^/]+)/conversions", API.manifest),
]


# --- gh


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


def by_jq(value, program):
    done = subprocess.run(["jq", "-rc", program], input=json.dumps(value), text=True, capture_output=True)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    return done.returncode


def gh(arguments):
    command, arguments = arguments[0], arguments[1:]
    if command == "api":
        return gh_api(arguments)
    words, given = options(arguments, ["--exit-status", "--no-repos-selected", "--allow-write"])
    with Open() as world:
        return GH[command, words[0]](world, words[1:], given)


def gh_api(arguments):
    words, given = options(arguments, ["--silent", "--paginate", "--include"])
    token = os.environ.get("GH_TOKEN") or os.environ.get("GH_ENTERPRISE_TOKEN") or None
    fields = dict(f.split("=", 1) for f in given.get("-f", []))
    default = "POST" if words[0] == "graphql" or fields else "GET"
    with Open() as world:
        status, body = API(world, token).ask(given.get("-X", [default])[0], words[0], fields)
    if "--include" in given:
        print("HTTP/2.0", status)
    if status >= 400:
        if "--silent" not in given:
            print(json.dumps(body))
        print(f"gh: {body['message']} (HTTP {status})", file=sys.stderr)
        return 1
    if "--silent" in given or body is None:
        return 0
    if "--jq" in given:
        return by_jq(body, given["--jq"][0])
    print(body if isinstance(body, str) else json.dumps(body))
    return 0


def runs(world, given):
    return sorted(world["runs"], key=lambda run: -run["number"])[: int(given.get("--limit", ["20"])[0])]


def run_list(world, words, given):
    # Somebody has merged, and a run has started by itself.
    if world.get("merges") and given["--limit"] == ["20"]:
        start(world, words, given)
    ended = {"createdAt": "2026-11-30T00:00:00Z", "status": "completed", "conclusion": "success"}
    return by_jq([ended | run for run in runs(world, given)], given.get("--jq", ["."])[0])


def run_watch(world, words, given):
    run = next((run for run in world["runs"] if str(run["databaseId"]) == words[0]), None)
    if run is None:
        print("could not find any workflow run", file=sys.stderr)
        return 1
    return 0 if all(job["conclusion"] in ("success", "skipped") for job in run["jobs"]) else 1


def run_again(world, words, given):
    run = next(run for run in world["runs"] if str(run["databaseId"]) == words[0])
    run["attempt"] = run.get("attempt", 1) + 1
    return 0


def start(world, words, given):
    if world["next_run"]:
        number = max(run["number"] for run in world["runs"]) + 1
        world["runs"].append(world["next_run"] | {"databaseId": 100 + number, "number": number})
    return 0


def secret_set(world, words, given):
    place = (given.get("--org") or given.get("-R"))[0]
    value = sys.stdin.read()
    status, body = (403, None) if f"secrets {place}" in world["refuse"] else (200, None)
    if status == 403:
        print("HTTP 403: Must have admin rights to Repository.", file=sys.stderr)
        return 1
    world["secrets"][f"{place} {words[0]}"] = value
    return 0


def secret_list(world, words, given):
    place = (given.get("--org") or given.get("-R") or given.get("--org"))[0]
    for name in world["secrets"]:
        if name.startswith(place + " "):
            print(name.split(" ")[1], "about now", sep="\t")
    return 0


def variable_set(world, words, given):
    world["variables"][words[0]] = given["--body"][0]
    return 0


def nothing(*_):
    return 0


GH = {
    ("auth", "status"): nothing, ("auth", "refresh"): nothing, ("auth", "login"): nothing,
    ("run", "list"): run_list, ("run", "watch"): run_watch, ("run", "rerun"): run_again,
    ("workflow", "run"): start, ("secret", "set"): secret_set, ("secret", "list"): secret_list,
    ("secret", "delete"): nothing, ("variable", "set"): variable_set, ("repo", "deploy-key"): nothing,
    ("issue", "create"): nothing, ("search", "code"): nothing,
}


# --- curl


def curl(arguments):
    words, given = options(arguments, ["--disable", "-sS"])
    headers = [h for h in given.get("-H", []) if h != "@-"]
    if "@-" in given.get("-H", []):
        headers += sys.stdin.read().splitlines()
    body = given.get("--data") or given.get("-d")
    sent = sys.stdin.read() if body and body[0] == "@-" else (body or [""])[0]
    bearer = next((h.split(" ", 2)[2] for h in headers if h.startswith("Authorization: Bearer ")), "")
    path = re.sub(r"^https://[^/]+/(api/v3/)?", "", words[0])
    is_stranger = path.startswith("repos/") and not any(h.startswith("Authorization:") for h in headers)
    with Open() as world:
        if is_stranger:
            status, answer, scopes = (*stranger_answer(world, path), [])
        else:
            status, answer, scopes = curl_answer(world, given.get("-X", ["GET"])[0], path, bearer, sent)
    if "-D" in given:
        print(f"HTTP/2 {status}", *scopes, sep="\r\n", end="\r\n\r\n")
    if "-o" not in given:
        print(json.dumps(answer))
    for form in given.get("-w", []):
        print(form.replace("%{http_code}", str(status)).replace("\\n", "\n"), end="")
    return 0


def stranger_answer(world, path):
    """What is public, whoever asks; a repository that is not is not found."""
    for prefix, (status, message) in world["refuse"].items():
        if path.startswith(prefix):
            return status, {"message": message}
    name = path.removeprefix("repos/")
    if world["repositories"].get(name, {}).get("visibility") == "public":
        return 200, {"full_name": name}
    return 404, {"message": "Not Found"}


def curl_answer(world, method, path, bearer, sent):
    if path == "credentials/revoke":
        if path in world["refuse"]:
            return (*world["refuse"][path], [])
        world["tokens"] = {t: a for t, a in world["tokens"].items() if t not in json.loads(sent)["credentials"]}
        return 202, None, []
    if bearer.count(".") == 2:
        return (*app_answer(world, method, path, bearer), [])
    api = API(world, bearer)
    status, body = api.ask(method, path, {})
    actor = api.actor or {}
    headers = ["x-oauth-scopes: " + ", ".join(actor["scopes"])] if "scopes" in actor else []
    headers += ["github-authentication-token-expiration: " + actor["expires"]] if "expires" in actor else []
    return status, body, headers


def app_answer(world, method, path, token):
    """What an App gets for a JSON web token that its key signed."""
    signed, _, signature = token.rpartition(".")
    decoded = [base64.urlsafe_b64decode(part + "===") for part in (signed.partition(".")[2], signature)]
    with tempfile.NamedTemporaryFile() as file:
        file.write(decoded[1])
        file.flush()
        check = ["openssl", "dgst", "-sha256", "-verify", os.path.expanduser("~/keys/app.pub"), "-signature", file.name]
        is_signed = subprocess.run(check, input=signed.encode(), capture_output=True).returncode == 0
    is_ours = json.loads(decoded[0])["iss"] == world["installation"]["client_id"]
    if not (is_signed and is_ours) or world["installation"].get("key_deleted"):
        return 401, {"message": "A JSON web token could not be decoded"}
    if method == "GET":
        return 200, {"id": world["installation"]["id"]}
    return 201, {"token": world["installation"]["token"]}


# --- docker


def docker(arguments):
    words, given = options(arguments, ["--password-stdin"])
    folder = (given.get("--config") or [os.environ.get("DOCKER_CONFIG") or os.path.expanduser("~/.docker")])[0]
    try:
        config = json.load(open(os.path.join(folder, "config.json")))
    except OSError:
        config = {}
    host, _, rest = words[-1].partition("/")
    name, _, tag = rest.partition("/")[2].partition(":")
    with Open() as world:
        # Only a file that says something keeps Docker from the credential helper that it finds.
        auth = config.get("auths", {}).get(host, {}).get("auth") if config.get("auths") else None
        token = base64.b64decode(auth).decode().partition(":")[2] if auth else ("" if config.get("auths") else world["keychain"])
        package = world["packages"].get(f"container/{name}", {"visibility": "private", "readers": []})
        actor = world["tokens"].get(token, {})
        if package["visibility"] != "public" and actor.get("login") not in package["readers"]:
            print("denied: denied" if token else "unauthorized", file=sys.stderr)
            return 1
        if tag not in package.get("tags", []):
            print("manifest unknown", file=sys.stderr)
            return 1
        if not world["docker_reads_oci"]:
            print(f"no such manifest: {words[-1]}", file=sys.stderr)
            return 1
    print("{}")
    return 0


# --- ssh, with the keys that real keys are made of


def ssh(arguments):
    words, given = options(arguments)
    files = list(given.get("-i", []))
    config = os.path.expanduser("~/.ssh/config")
    if given.get("-F") != ["none"] and os.path.exists(config):
        files += re.findall(r"IdentityFile +(\S+)", open(config).read())
    request = re.fullmatch(r"(git-\w+-pack) '([^']+)\.git'", words[-1])
    with Open() as world:
        keys = {key["key"]: (name, key) for name, r in world["repositories"].items() for key in r.get("keys", [])}
    for file in map(os.path.expanduser, files):
        if os.path.exists(file) and os.stat(file).st_mode & 0o077:
            print(f'Load key "{file}": bad permissions', file=sys.stderr)
            continue
        public = subprocess.run(["ssh-keygen", "-y", "-f", file], capture_output=True, text=True).stdout
        name, key = keys.get(" ".join(public.split()[:2]), (None, None))
        if name:
            return serve(request[1], request[2], name, key)
    print("git@github.com: Permission denied (publickey).", file=sys.stderr)
    return 255


def serve(service, asked, name, key):
    if asked != name:
        print("ERROR: Repository not found.", file=sys.stderr)
        return 1
    if service == "git-receive-pack" and key["read_only"]:
        print("ERROR: The key you are authenticating with has been marked as read only.", file=sys.stderr)
        return 1
    folder = path_of("bare.git")
    if not os.path.exists(folder):
        quiet = {"stdout": subprocess.DEVNULL, "check": True}
        identity = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "init", "--quiet", path_of("tree")], **quiet)
        subprocess.run(["git", "-C", path_of("tree"), *identity, "commit", "--quiet", "--allow-empty", "-m", "a"], **quiet)
        subprocess.run(["git", "clone", "--quiet", "--bare", path_of("tree"), folder], **quiet)
    return subprocess.run([service, folder]).returncode


# --- kubectl


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


def apply_external(cluster, text):
    """An ExternalSecret makes a Secret of what its store has under the name that it asks for."""
    value = {k: v.strip() for k, v in re.findall(r"^ *(?:- )?([\w.]+):(.*)$", text, re.M)}
    name, namespace = re.search(r"^metadata:\n  name: (\S+)\n  namespace: (\S+)$", text, re.M).groups()
    store = re.search(r"secretStoreRef:\n    name: (\S*)\n    kind: (\S+)$", text, re.M)
    held = cluster["backing"].get(value["key"])
    if not store or f"{store[2]}/{store[1]}" != cluster["store"] or held is None:
        return 0
    if value["type"] != "kubernetes.io/dockerconfigjson" or '"{{ .value | toString }}"' not in value.values():
        return 0
    cluster["pull_secrets"][f"{namespace}/{name}"] = {"data": login(held), "key": ".dockerconfigjson"}
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
            secret = {"data": login(cluster["arrives"][words[1]]), "key": ".dockerconfigjson"}
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
    else:
        print(*cluster["events"].get(given["--field-selector"][0].partition("=")[2], []), sep="\n")
    return 0


def run_pod(world, cluster, words, given):
    pulls = json.loads(given["--overrides"][0])["spec"]["imagePullSecrets"][0]["name"]
    secret = cluster["pull_secrets"].get(f"{given['--namespace'][0]}/{pulls}")
    if not cluster["starts_pods"]:
        return 0
    good = False
    if secret:
        auth = next(iter(json.loads(base64.b64decode(secret["data"]))["auths"].values()))["auth"]
        good = base64.b64decode(auth).decode().partition(":")[2] in world["tokens"]
    message = "Normal Pulled Successfully pulled image" if good else "Warning Failed Failed to pull image: ErrImagePull"
    cluster["events"].setdefault(words[0], []).append(message)
    return 0


KUBECTL = {
    "config": lambda world, *_: print("prod") or 0, "create": create_secret, "apply": apply_secret,
    "annotate": annotate, "label": label_secret, "get": get, "run": run_pod, "delete": nothing, "patch": nothing,
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


# --- rehearsing


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


def in_terminal(script, environment, folder):
    """What an interactive bash prints to whom pastes a script.

    As in earnest, `read` takes the next line of it, and a failed expansion ends one command, not the shell.
    """
    ours, theirs = pty.openpty()
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    bash = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "--noediting", "-i"], stdin=theirs, stdout=theirs, stderr=theirs,
        env=environment, cwd=folder, start_new_session=True)
    os.close(theirs)
    threading.Thread(target=write_all, args=(ours, script.encode() + b"\4"), daemon=True).start()
    printed = b""
    while part := read_some(ours):
        printed += part
    os.close(ours)
    bash.wait()
    return printed.decode()


def write_all(terminal, text):
    while text:
        text = text[os.write(terminal, text[:1000]) :]


def read_some(terminal):
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


PROGRAMS = ["gh", "curl", "docker", "ssh", "kubectl", "kubeseal"]


class Stage:
    """What all worlds share: the programs, and keys that take a while to make."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = os.path.join(folder, "bin")
        os.mkdir(self.bin)
        for program in PROGRAMS:
            path = os.path.join(self.bin, program)
            with open(path, "w") as file:
                file.write(f'#!/bin/sh\nexec "{sys.executable}" -ISB "{os.path.abspath(__file__)}" {program} "$@"\n')
            os.chmod(path, 0o755)
        os.symlink(shutil.which("true"), os.path.join(self.bin, "sleep"))
        self.keys = os.path.join(folder, "keys")
        os.mkdir(self.keys)
        for name in "abc":
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{self.keys}/{name}"], check=True)
        subprocess.run(["openssl", "genrsa", "-out", f"{self.keys}/app", "2048"], check=True, capture_output=True)
        public = ["openssl", "rsa", "-in", f"{self.keys}/app", "-pubout", "-out", f"{self.keys}/app.pub"]
        subprocess.run(public, check=True, capture_output=True)
        with open(f"{self.keys}/broken", "w") as file:
            file.write("no key\n")

    def rehearse(self, case):
        place = tempfile.mkdtemp(dir=self.folder)
        home, temporary = os.path.join(place, "home"), os.path.join(place, "tmp")
        shutil.copytree(self.keys, os.path.join(home, "keys"))
        os.mkdir(temporary)
        for path, text in case["home"].items():
            os.makedirs(os.path.dirname(os.path.join(home, path)), exist_ok=True)
            with open(os.path.join(home, path), "w") as file:
                file.write(text)
        value = world()
        for change in case["changes"]:
            value = merged(value, change)
        text = self.filled(json.dumps(value))
        with open(os.path.join(place, "world.json"), "w") as file:
            file.write(text)
        path = f"{self.bin}:{os.path.dirname(shutil.which('jq'))}:/usr/local/bin:/usr/bin:/bin"
        environment = {"PATH": path, "HOME": home, "TMPDIR": temporary, "SMALL_GITHUB": place, "PS1": "", "PS2": "", "LC_ALL": "C"}
        printed = in_terminal(self.script(case), environment | case["environment"], home)
        noise = ("bash: cannot set terminal process group", "bash: no job control", "exit\n")
        lines = [line for line in printed.splitlines(True) if not line.startswith(noise)]
        calls = os.path.join(place, "calls")
        result = {
            "outputs": "".join(lines).split("\f\n")[1:],
            "calls": [json.loads(line) for line in open(calls)] if os.path.exists(calls) else [],
            "world": json.load(open(os.path.join(place, "world.json"))),
            "left": sorted(os.listdir(temporary)),
        }
        shutil.rmtree(place)
        return result

    def filled(self, text):
        publics = {f"@key-{n}": " ".join(open(f"{self.keys}/{n}.pub").read().split()[:2]) for n in "abc"}
        for name, value in (TOKENS | publics).items():
            text = text.replace(name, value)
        return text

    def script(self, case):
        lines = []
        answers = [self.filled(answer) for answer in case["answers"]]
        for blocks in case["steps"]:
            lines.append("printf '\\f\\n'\n")
            for block in blocks:
                lines.append(block)
                if re.search(r"^[^#\n]*read -rs? ?\w", block) and block.count("\n") == 1:
                    lines.append((answers.pop(0) if answers else "") + "\n")
        return "".join(lines)


def rehearse():
    cases = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(folder)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            json.dump(list(pool.map(stage.rehearse, cases)), sys.stdout)
    return 0


if __name__ == "__main__":
    program, arguments = sys.argv[1], sys.argv[2:]
    if program == "rehearse":
        sys.exit(rehearse())
    tell(program, arguments)
    programs = {"gh": gh, "curl": curl, "docker": docker, "ssh": ssh, "kubectl": kubectl, "kubeseal": kubeseal}
    sys.exit(programs[program](arguments))
