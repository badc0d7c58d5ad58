"""Serves the small GitHub to real programs: REST and GraphQL over HTTPS, a registry, Git over SSH, the device flow.

`gh`, `curl`, `docker`, `git` and `ssh` reach it under GitHub's own names, for `rehearsal.py` runs them in a network in
which these names are this machine's.
"""

import asyncio
import base64
import hashlib
import http.server
import json
import os
import re
import ssl
import subprocess
import tempfile
import threading
import traceback
import urllib.parse
import zlib

import asyncssh
import nacl.exceptions
import nacl.public

from small_github import (
    API, NOT_FOUND, ORGANIZATION, REPOSITORY, ROUTES, TOKENS, Answer, Open, error, path_of, satisfied, tell_missing)

SEAL = nacl.public.PrivateKey.generate()
HOST_KEY = asyncssh.generate_private_key("ssh-ed25519")


def repository_id(name):
    return zlib.crc32(name.encode())


# --- what gh asks for by itself


def run_shown(world, run):
    ended = "success" if all(job["conclusion"] in ("success", "skipped") for job in run["jobs"]) else "failure"
    return {
        "id": run["databaseId"], "run_number": run["number"], "head_sha": run["headSha"], "head_branch": "main",
        "run_attempt": run.get("attempt", 1), "status": "completed", "conclusion": ended, "event": "push", "name": "ci",
        "display_title": "ci", "workflow_id": 1, "created_at": "2026-11-30T00:00:00Z", "updated_at": "2026-11-30T00:01:00Z",
        "run_started_at": "2026-11-30T00:00:00Z", "html_url": f"https://github.com/run/{run['databaseId']}",
        "url": f"https://api.github.com/repos/acme/web/actions/runs/{run['databaseId']}",
        "jobs_url": f"https://api.github.com/repos/acme/web/actions/runs/{run['databaseId']}/jobs",
        "head_repository": {"name": "web", "owner": {"login": "acme"}}, "repository": {"full_name": "acme/web"},
    }


def run(api, fields, name, number):
    api.repository(name)
    for run in api.world["runs"]:
        if str(run["databaseId"]) == number:
            return run_shown(api.world, run)
    raise error(*NOT_FOUND)


def jobs(api, fields, name, number):
    found = next(run for run in api.world["runs"] if str(run["databaseId"]) == number)["jobs"]
    more = {"status": "completed", "started_at": "2026-11-30T00:00:00Z", "completed_at": "2026-11-30T00:01:00Z", "steps": []}
    shown = [{"id": index + 1, "run_id": int(number)} | more | job for index, job in enumerate(found)]
    return {"total_count": len(shown), "jobs": shown}


def start(world):
    if world.get("next_run"):
        number = max([run["number"] for run in world["runs"]], default=0) + 1
        world["runs"].append(world["next_run"] | {"databaseId": 100 + number, "number": number})


def workflow_runs(api, fields, name, _):
    api.repository(name)
    # Somebody has merged, and a run has started by itself.
    if api.world.get("merges") and fields.get("per_page") == "20":
        start(api.world)
    runs = sorted(api.world["runs"], key=lambda run: -run["number"])
    return {"total_count": len(runs), "workflow_runs": [run_shown(api.world, run) for run in runs]}


def workflow(api, fields, name, which):
    api.repository(name)
    return {"id": 1, "name": which.partition(".")[0], "path": f".github/workflows/{which}", "state": "active"}


def workflows(api, fields, name):
    return {"total_count": 1, "workflows": [workflow(api, fields, name, "ci.yml")]}


def dispatch(api, fields, name, _):
    api.permitted(name, "actions", "write")
    start(api.world)


def run_again(api, fields, name, number):
    api.permitted(name, "actions", "write")
    run = next(run for run in api.world["runs"] if str(run["databaseId"]) == number)
    run["attempt"] = run.get("attempt", 1) + 1
    return {}


def public_key(api, fields, place, *_):
    return {"key_id": "1", "key": base64.b64encode(bytes(SEAL.public_key)).decode()}


def place_of(path):
    """`acme/web`, `acme/web/environment` or `acme`."""
    return urllib.parse.unquote(re.sub(r"^(repos|orgs)/|/environments", "", path))


def kept(place, store, name=""):
    """Where a secret stands in the world: `PLACE NAME`, or `PLACE STORE NAME` of another store than that of Actions."""
    return f"{place_of(place)} {'' if store in ('', 'actions') else store + ' '}{name}"


def set_secret(api, fields, place, store, name):
    """The value arrives in a sealed box: https://docs.github.com/en/rest/guides/encrypting-secrets-for-the-rest-api"""
    may_set(api, place)
    try:
        value = nacl.public.SealedBox(SEAL).decrypt(base64.b64decode(fields["encrypted_value"])).decode()
    except (KeyError, nacl.exceptions.CryptoError):
        raise error(422, "Bad request - missing or improperly encrypted secret value") from None
    held = {key: fields[key] for key in ("visibility", "selected_repository_ids") if key in fields}
    api.world["secrets"][kept(place, store, name)] = value
    api.world["secret_reach"][kept(place, store, name)] = held
    return {}


def may_set(api, place):
    if place.startswith("orgs/"):
        api.owners_only()
    else:
        api.administered("/".join(place.split("/")[1:3]))


def list_secrets(api, fields, place, store):
    may_set(api, place)
    prefix = kept(place, store)
    names = [name.removeprefix(prefix) for name in api.world["secrets"] if name.startswith(prefix)]
    now = "2026-11-30T00:00:00Z"
    found = [{"name": n, "created_at": now, "updated_at": now, "visibility": "all"} for n in names]
    return {"total_count": len(found), "secrets": found}


def delete_secret(api, fields, place, store, name):
    may_set(api, place)
    if api.world["secrets"].pop(kept(place, store, name), None) is None:
        raise error(*NOT_FOUND)


def choose_repository(api, fields, place, store, name, number):
    may_set(api, place)
    ids = api.world["secret_reach"].setdefault(kept(place, store, name), {}).setdefault("selected_repository_ids", [])
    if int(number) not in ids:
        ids.append(int(number))


def drop_repository(api, fields, place, store, name, number):
    choose_repository(api, fields, place, store, name, number)
    api.world["secret_reach"][kept(place, store, name)]["selected_repository_ids"].remove(int(number))


def make_variable(api, fields, place):
    may_set(api, place)
    if fields["name"] in api.world["variables"]:
        raise error(409, "Already exists - Variable already exists")
    api.world["variables"][fields["name"]] = fields["value"]
    return {}


def change_variable(api, fields, place, name):
    may_set(api, place)
    if name not in api.world["variables"]:
        raise error(*NOT_FOUND)
    api.world["variables"][name] = fields["value"]


def of_environment(answer):
    """The same for an environment, whose repository `gh` names by its number."""
    def answered(api, fields, number, environment, *name):
        place = next((n for n in api.world["repositories"] if str(repository_id(n)) == number), None)
        return answer(api, fields, f"repos/{place}", *name) if place else refuse(*NOT_FOUND)
    return answered


def add_key(api, fields, name):
    key = " ".join(fields["key"].split()[:2])
    if any(held["key"] == key for r in api.world["repositories"].values() for held in r.get("keys", [])):
        raise invalid("key is already in use")
    keys = api.administered(name).setdefault("keys", [])
    number = 1000 + sum(len(r.get("keys", [])) for r in api.world["repositories"].values())
    keys.append({
        "id": number, "title": fields["title"], "key": key, "read_only": fields.get("read_only", False),
        "added_by": api.login, "created_at": "2026-11-30T00:00:00Z", "last_used": None, "verified": True,
    })
    return keys[-1]


def refuse(status, message):
    raise error(status, message)


def invalid(message):
    return Answer(422, {"message": "Validation Failed", "errors": [{"message": message}], "status": "422"})


def end_authorization(api, fields, owner, number):
    api.owners_only()
    held = api.world.get("authorizations", [])
    kept = [each for each in held if str(each["credential_id"]) != number]
    if len(kept) == len(held):
        raise error(*NOT_FOUND)
    api.world["authorizations"] = kept


def revoke(api, fields):
    """https://docs.github.com/en/rest/credentials/revoke: whoever knows a token can end it, and is told nothing of it."""
    tokens = api.world["tokens"]
    api.world["tokens"] = {token: held for token, held in tokens.items() if token not in fields["credentials"]}


def by_query(api, fields):
    """GraphQL: the query of the page, and those that gh makes by itself."""
    query, values = fields.get("query", ""), fields.get("variables") or {}
    if re.search(r"\bviewer\s*\{", query):
        return {"data": {"viewer": {"login": api.login, "id": "U_1", "organizations": {"nodes": []}}}}
    if "PullRequestForRun" in query:
        return {"data": {"repository": {"pullRequests": {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}}}}}
    if "MapRepositoryNames" in query:
        asked = re.findall(r'(repo_\d+): repository\(owner: "([^"]*)", name: "([^"]*)"\)', query) or []
        return {"data": {alias: {"databaseId": repository_id(f"{o}/{n}")} for alias, o, n in asked}}
    name = f"{values.get('owner')}/{values.get('name') or values.get('repo')}"
    if "defaultBranchRef" in query or "hasIssuesEnabled" in query:
        if name not in api.world["repositories"]:
            return {"data": {"repository": None}, "errors": [{"type": "NOT_FOUND", "message": f"Could not resolve to a Repository with the name '{name}'."}]}
        owner, _, short = name.partition("/")
        return {"data": {"repository": {
            "id": "R_" + str(repository_id(name)), "name": short, "owner": {"id": "O_1", "login": owner},
            "hasIssuesEnabled": True, "viewerPermission": "ADMIN", "defaultBranchRef": {"name": "main"}, "description": "",
            "isPrivate": True, "mergeCommitAllowed": True, "rebaseMergeAllowed": True, "squashMergeAllowed": True}}}
    if "IssueCreate" in query:
        return {"data": {"createIssue": {"issue": {"id": "I_1", "url": "https://github.com/issues/1"}}}}
    if "workflows" in query or "expression" in query:
        return api.graphql(values)
    tell_missing("graphql " + " ".join(query.split())[:200])
    return {"errors": [{"message": "nobody has written down this query"}]}


def root(api, fields):
    return {"current_user_url": "https://api.github.com/user"}


PLACE = "(repos/[^/]+/[^/]+(?:/environments/[^/]+)?|orgs/[^/]+)"
ROUTES[:0] = [
    ("GET", "", root),
    ("GET", "meta", lambda api, _: {"ssh_key_fingerprints": {"SHA256_ED25519": HOST_KEY.get_fingerprint().removeprefix("SHA256:")}}),
    ("POST", "graphql", by_query),
    ("POST", "credentials/revoke", revoke),
    ("GET", REPOSITORY + "/actions/workflows", workflows),
    ("GET", REPOSITORY + "/actions/workflows/([^/]+)", workflow),
    ("GET", REPOSITORY + "/actions/workflows/([^/]+)/runs", workflow_runs),
    ("POST", REPOSITORY + "/actions/workflows/([^/]+)/dispatches", dispatch),
    # Logs are deleted after a while, and then not found; a run without a number never was.
    ("GET", REPOSITORY + "/actions/runs/(?:[0-9]+/logs)?", lambda *_: refuse(*NOT_FOUND)),
    ("GET", REPOSITORY + "/actions/permissions", lambda api, _, name: api.repository(name) and {}),
    ("GET", REPOSITORY + "/commits/[^/]+/(?:status|check-runs)", lambda api, _, name: api.repository(name) and {"state": "success", "check_runs": []}),
    ("POST", REPOSITORY + "/check-runs", lambda api, _, name: api.impossible({}, name, "checks")),
    ("GET", ORGANIZATION + "/(?:teams|actions/runners)", lambda api, *_: []),
    ("GET", REPOSITORY + "/actions/runs/([0-9]+)", run),
    ("GET", REPOSITORY + "/actions/runs/([0-9]+)/jobs", jobs),
    ("POST", REPOSITORY + "/actions/runs/([0-9]+)/rerun", run_again),
    ("GET", REPOSITORY + "/check-runs/([0-9]+)/annotations", lambda *_: []),
    ("POST", REPOSITORY + "/keys", add_key),
    ("GET", PLACE + "/(actions|dependabot|codespaces)/secrets/public-key", public_key),
    ("GET", PLACE + "/secrets/public-key()", public_key),
    ("PUT", PLACE + "/(actions|dependabot|codespaces)/secrets/([^/]+)", set_secret),
    ("PUT", PLACE + "()/secrets/([^/]+)", set_secret),
    ("GET", PLACE + "/(actions|dependabot|codespaces)/secrets", list_secrets),
    ("GET", PLACE + "()/secrets", list_secrets),
    ("DELETE", PLACE + "/(actions|dependabot|codespaces)/secrets/([^/]+)", delete_secret),
    ("DELETE", PLACE + "()/secrets/([^/]+)", delete_secret),
    ("PUT", PLACE + "/(actions|dependabot|codespaces)/secrets/([^/]+)/repositories/([0-9]+)", choose_repository),
    ("DELETE", PLACE + "/(actions|dependabot|codespaces)/secrets/([^/]+)/repositories/([0-9]+)", drop_repository),
    ("POST", PLACE + "/actions/variables", make_variable),
    ("PATCH", PLACE + "/actions/variables/([^/]+)", change_variable),
    ("POST", "repositories/([0-9]+)/environments/([^/]+)/variables", of_environment(make_variable)),
    ("PATCH", "repositories/([0-9]+)/environments/([^/]+)/variables/([^/]+)", of_environment(change_variable)),
    ("DELETE", ORGANIZATION + "/actions/secrets/([^/]+)/repositories/([0-9]+)", lambda api, *_: api.owners_only()),
    ("GET", "search/code", lambda *_: {"total_count": 0, "incomplete_results": False, "items": []}),
    ("GET", REPOSITORY + "/branches/[^/]+", lambda *_: refuse(404, "Branch not found")),
    ("GET", REPOSITORY + "/rules/branches/[^/]+", lambda *_: []),
    ("DELETE", ORGANIZATION + "/credential-authorizations/([^/]+)", end_authorization),
]


# --- over HTTP


class Front(http.server.BaseHTTPRequestHandler):
    """GitHub's names: `github.com`, `api.github.com`, `ghcr.io`, and those of a server or of GHE.com."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        try:
            self.try_to_answer()
        except Exception:
            # A fault of this file must not look like an answer of GitHub.
            tell_missing(f"{self.command} {self.path}: " + traceback.format_exc())
            raise

    def try_to_answer(self):
        body = self.body().decode()
        host, path = self.headers["Host"].partition(":")[0], self.path
        with Open() as world:
            if host == "ghcr.io" or host.startswith("containers."):
                status, answer, headers = registry(world, self.command, path, self.headers)
            elif path.startswith("/login/"):
                status, answer, headers = device(world, path)
            else:
                status, answer, headers = rest(world, self.command, path, self.headers, body)
        raw = isinstance(answer, str)
        sent = b"" if answer is None else answer.encode() if raw else json.dumps(answer).encode()
        self.send_response(204 if answer is None and status == 200 else status)
        kind = headers.pop("Content-Type", "text/plain" if raw else "application/json; charset=utf-8")
        for name, value in (headers | {"Content-Type": kind, "Content-Length": str(len(sent))}).items():
            # As over HTTP/2, which GitHub speaks.
            self.send_header(name.lower(), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(sent)

    def body(self):
        """What was sent; `gh` sends what it reads in pieces (RFC 9112, 7.1)."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        whole = b""
        while size := int(self.rfile.readline(), 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        pass


def rest(world, method, path, headers, body):
    """Status, body and headers of a REST call."""
    kind, _, token = (headers.get("Authorization") or "").partition(" ")
    fields = json.loads(body) if body else {}
    if token.count(".") == 2 and "" not in world["refuse"]:
        return (*app_answer(world, method, token, fields), {})
    api = API(world, token.strip() or None)
    # A server has its API below `/api`.
    status, answer = api.ask(method, re.sub(r"^/api/(v3(?=/|$))?", "", path), fields)
    actor, more = api.actor or {}, {}
    if "scopes" in actor and not actor.get("anonymous"):
        more["X-OAuth-Scopes"] = ", ".join(actor["scopes"])
    if "expires" in actor:
        more["GitHub-Authentication-Token-Expiration"] = actor["expires"]
    if actor.get("sso"):
        more["X-GitHub-SSO"] = actor["sso"]
    created = method == "POST" and status == 200 and answer is not None and "graphql" not in path
    status = 202 if path == "/credentials/revoke" and status == 200 else 201 if created else status
    answer, links = paged(f"https://{headers['Host']}{path}", answer) if status == 200 else (answer, {})
    return status, answer, more | links


def paged(path, answer):
    """One page of a list, and where the next one is: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api"""
    where, _, query = path.partition("?")
    asked = dict(urllib.parse.parse_qsl(query))
    size, page = int(asked.get("per_page", 30)), int(asked.get("page", 1))
    key = next((k for k, v in answer.items() if isinstance(v, list)), None) if isinstance(answer, dict) else None
    rows = answer[key] if key else answer
    if not isinstance(rows, list) or len(rows) <= size:
        return answer, {}
    part = rows[size * (page - 1) : size * page]
    links = {}
    if size * page < len(rows):
        again = urllib.parse.urlencode(asked | {"page": page + 1})
        links["Link"] = f'<{where}?{again}>; rel="next"'
    return (answer | {key: part} if key else part), links


def device(world, path):
    """The device flow: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow"""
    if path.startswith("/login/device/code"):
        code = {"device_code": "d", "user_code": "ABCD-1234", "verification_uri": "https://github.com/login/device"}
        return 200, code | {"expires_in": 900, "interval": 0}, {}
    return 200, {"access_token": TOKENS["@me"], "token_type": "bearer", "scope": ",".join(world["my_scopes"])}, {}


def app_answer(world, method, token, fields):
    """What an App gets for a JSON web token that its key signed."""
    signed, _, signature = token.rpartition(".")
    decoded = [base64.urlsafe_b64decode(part + "===") for part in (signed.partition(".")[2], signature)]
    with tempfile.NamedTemporaryFile() as file:
        file.write(decoded[1])
        file.flush()
        check = ["openssl", "dgst", "-sha256", "-verify", os.path.expanduser("~/keys/app.pub"), "-signature", file.name]
        is_signed = subprocess.run(check, input=signed.encode(), capture_output=True).returncode == 0
    try:
        is_ours = json.loads(decoded[0])["iss"] == world["installation"]["client_id"]
    except ValueError:
        is_ours = False
    if not (is_signed and is_ours) or world["installation"].get("key_deleted"):
        return 401, {"message": "A JSON web token could not be decoded"}
    if method == "GET":
        return 200, {"id": world["installation"]["id"]}
    token = world["installation"]["token"]
    if "permissions" in world["installation"]:
        # https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app: no more than asked for
        given, named = world["installation"]["permissions"], world["installation"]["repositories"]
        asked = fields.get("permissions", given)
        wanted = [n for n in named if n.split("/")[1] in fields["repositories"]] if "repositories" in fields else named
        if not satisfied("+".join(f"{name}:{level}" for name, level in asked.items()) or "-", given):
            return 422, {"message": "The permissions requested are not granted to this installation."}
        if len(wanted) < len(fields.get("repositories", [])):
            return 422, {"message": "There is at least one repository that does not exist or is not accessible to the parent installation."}
        world["tokens"][token] = {"app": True, "repositories": wanted, "permissions": asked}
    return 201, {"token": token}


# --- the registry: https://distribution.github.io/distribution/spec/auth/token/


def digest(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


CONFIG = json.dumps({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}})
KIND = "application/vnd.docker.distribution.manifest.v2+json"
MANIFEST = json.dumps({
    "schemaVersion": 2, "mediaType": KIND, "layers": [],
    "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": len(CONFIG), "digest": digest(CONFIG)},
})


def registry(world, method, path, headers):
    host = headers["Host"]
    kind, _, value = (headers.get("Authorization") or "").partition(" ")
    if "" in world["refuse"]:
        return 429, refusal("TOOMANYREQUESTS", "retry later"), {}
    path, _, query = path.partition("?")
    if path == "/token":
        asked = dict(urllib.parse.parse_qsl(query))
        token = base64.b64decode(value).decode().partition(":")[2] if kind == "Basic" else ""
        if token and token not in world["tokens"]:
            return 403, refusal("DENIED", "denied"), {}
        return 200, {"token": base64.b64encode(f"{token} {asked.get('scope', '')}".encode()).decode()}, {}
    challenge = f'Bearer realm="https://{host}/token",service="{host}"'
    if kind != "Bearer":
        return 401, refusal("UNAUTHORIZED", "authentication required"), {"WWW-Authenticate": challenge}
    match = re.fullmatch(r"/v2/([^/]+)/(.+)/(?:manifests|blobs)/([^/]+)", path)
    if not match:
        return 200, {}, {}
    token = base64.b64decode(value).decode().partition(" ")[0]
    package = world["packages"].get(f"container/{match[2]}", {"visibility": "private", "readers": []})
    actor = world["tokens"].get(token, {})
    may_read = {"read:packages", "write:packages"} & {*actor.get("scopes", [])} and actor.get("login") in package["readers"]
    if package["visibility"] != "public" and not may_read:
        if not token:
            more = f'{challenge},scope="repository:{match[1]}/{match[2]}:pull",error="insufficient_scope"'
            return 401, refusal("UNAUTHORIZED", "authentication required"), {"WWW-Authenticate": more}
        return 403, refusal("DENIED", "permission_denied: The token provided does not match expected scopes."), {}
    if match[3] == digest(CONFIG):
        return 200, CONFIG, {"Content-Type": "application/octet-stream"}
    # Docker before 23.0 says of an OCI image what it says of none at all.
    if match[3] not in package.get("tags", []) or not world["docker_reads_oci"]:
        return 404, refusal("MANIFEST_UNKNOWN", "manifest unknown"), {}
    return 200, MANIFEST, {"Content-Type": KIND, "Docker-Content-Digest": digest(MANIFEST)}


def refusal(code, message):
    return {"errors": [{"code": code, "message": message}]}


# --- Git over SSH


class Keys(asyncssh.SSHServer):
    """Lets in who has a key that a repository or an account has; GitHub takes any user name that its hosts have."""

    def begin_auth(self, _):
        return True

    def public_key_auth_supported(self):
        return True

    def connection_made(self, connection):
        self.connection = connection

    def validate_public_key(self, _, key):
        public = " ".join(key.export_public_key().decode().split()[:2])
        self.connection.set_extra_info(public=public)
        return held_by(public) is not None


def held_by(public):
    """Where a public key is: the repository and the key, or the login and nothing; nil where it is nowhere."""
    with Open() as world:
        if "" in world["refuse"]:
            return None
        for name, repository in world["repositories"].items():
            for key in repository.get("keys", []):
                if key["key"] == public:
                    return name, key
        for login, keys in world["ssh_keys"].items():
            if public in keys:
                return login, None
    return None


async def serve(process):
    status = 1
    try:
        status = await served(process)
    except Exception:
        tell_missing("ssh: " + traceback.format_exc())
    process.exit(status)


async def served(process):
    name, key = held_by(process.get_extra_info("public")) or (None, None)
    request = re.fullmatch(r"(git-\w+-pack) '/?([^']+?)(?:\.git)?'", process.command or "")
    if not request:
        process.stderr.write(f"Hi {name}! You've successfully authenticated, but GitHub does not provide shell access.\n".encode())
        return 1
    if refused := git_refusal(request[1], request[2], name, key):
        process.stderr.write(f"ERROR: {refused}\n".encode())
        return 1
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    child = subprocess.Popen([request[1], bare_repository()], **pipes)
    await process.redirect(stdin=child.stdin, stdout=child.stdout, stderr=child.stderr)
    status = await asyncio.get_running_loop().run_in_executor(None, child.wait)
    await process.stdout.drain()
    return status


def git_refusal(service, asked, name, key):
    with Open() as world:
        if key is None and (asked not in world["repositories"] or API(world, None).role(name, asked) == "none"):
            return "Repository not found."
    if key is not None and asked != name:
        return "Repository not found."
    if key is not None and service == "git-receive-pack" and key["read_only"]:
        return "The key you are authenticating with has been marked as read only."
    return None


def bare_repository():
    folder = path_of("bare.git")
    if not os.path.exists(folder):
        quiet = {"stdout": subprocess.DEVNULL, "check": True}
        identity = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "init", "--quiet", path_of("tree")], **quiet)
        subprocess.run(["git", "-C", path_of("tree"), *identity, "commit", "--quiet", "--allow-empty", "-m", "a"], **quiet)
        subprocess.run(["git", "clone", "--quiet", "--bare", path_of("tree"), folder], **quiet)
    return folder


# --- serving


def serve_all(certificate):
    """Serves HTTPS and SSH on this machine's own address until the process ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 443), Front)
    web.daemon_threads = True
    web.socket = context.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    ready = threading.Event()

    async def listen():
        await asyncssh.listen(
            "127.0.0.1", 22, server_host_keys=[HOST_KEY], server_factory=Keys, process_factory=serve, encoding=None)
        ready.set()
        await asyncio.sleep(10**9)

    threading.Thread(target=lambda: asyncio.run(listen()), daemon=True).start()
    ready.wait()
