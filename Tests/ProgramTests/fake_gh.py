#!/usr/bin/env python3
"""A `gh api` that answers from a made-up organization: pages, refusals, limits, a token that ends.

FAKE_GH has its notes: `calls` one line a call, `limited` after the first 429. FAKE_GH_ENDS is how many calls the token lasts,
FAKE_GH_HOST the only host that answers. The shapes are those of GitHub's REST description of 2026-10-21.
"""
import json, os, subprocess, sys, time, urllib.parse

NOTES = os.environ["FAKE_GH"]
PAGE = 2


def note(name, text):
    with open(os.path.join(NOTES, name), "a", encoding="utf8") as file:
        file.write(text + "\n")


def fail(status, message):
    sys.stdout.write(json.dumps({"message": message, "status": str(status), "token": "not to be kept"}))
    sys.exit(f"gh: {message} (HTTP {status})")


def user(login, **more):
    return {"login": login, "id": 7001, "node_id": "MDQ6", "avatar_url": "https://avatars.example/u/7001",
            "type": "User", "site_admin": False, **more}


def permissions(role):
    order = ["pull", "triage", "push", "maintain", "admin"]
    return {name: order.index(name) <= order.index(role) for name in order}


def repository(name, visibility="private", archived=False):
    return {"id": 9001, "node_id": "R_9", "name": name, "full_name": f"acme/{name}", "owner": user("acme"),
            "private": visibility != "public", "visibility": visibility, "archived": archived,
            "default_branch": "main", "description": "a text that is not kept", "ssh_url": f"git@github.com:acme/{name}"}


def secret(name, **more):
    return {"name": name, "created_at": "2024-01-02T03:04:05Z", "updated_at": "2025-06-07T08:09:10Z", **more}


REPOSITORIES = [repository("web"), repository("shared", "internal"), repository(".github", "public"),
                repository("infra"), repository("old", "public", archived=True)]
NONE = {"secrets": [], "total_count": 0}
WORLD = {
    "/orgs/acme": {"login": "acme", "id": 42, "node_id": "O_42", "billing_email": "money@acme.example",
                   "plan": {"name": "enterprise", "seats": 9}, "default_repository_permission": "read",
                   "two_factor_requirement_enabled": True, "deploy_keys_enabled_for_repositories": True},
    "/meta": {"installed_version": "3.20.4"},
    "/orgs/acme/actions/permissions": {"enabled_repositories": "all", "allowed_actions": "all", "sha_pinning_required": True},
    "/orgs/acme/actions/permissions/workflow": {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": False},
    "/orgs/acme/rulesets": 403,
    "/orgs/acme/organization-roles": {"roles": [{"id": 8132, "name": "all_repo_read", "base_role": "read", "source": "Predefined", "permissions": []}]},
    "/orgs/acme/organization-roles/8132/users": [user("cleo", assignment="direct")],
    "/orgs/acme/organization-roles/8132/teams": [],
    "/orgs/acme/members?role=admin": [user("ada", email="ada@acme.example")],
    "/orgs/acme/members?role=member": [user("boris"), user("cleo"), user("acme-ci"), user("249043822")],
    "/orgs/acme/members?filter=2fa_disabled": [user("acme-ci")],
    "/orgs/acme/outside_collaborators": [user("dora")],
    "/orgs/acme/teams": [
        {"id": 501, "node_id": "T_1", "name": "Platform", "slug": "platform", "parent": {"slug": "engineering", "id": 502}},
        {"id": 502, "node_id": "T_2", "name": "engineering", "slug": "engineering", "parent": None}],
    "/orgs/acme/teams/platform/members?role=maintainer": [user("ada")],
    "/orgs/acme/teams/platform/members?role=member": [user("boris"), user("cleo"), user("acme-ci")],
    "/orgs/acme/teams/platform/repos": [{**repository("web"), "role_name": "deployer", "permissions": permissions("maintain")}],
    "/orgs/acme/teams/engineering/members?role=maintainer": [],
    "/orgs/acme/teams/engineering/members?role=member": [user("boris")],
    "/orgs/acme/teams/engineering/repos": [{**repository("shared"), "role_name": "write", "permissions": permissions("push")}],
    "/orgs/acme/actions/secrets": {"secrets": [
        secret("CR_PAT", visibility="all"), secret("DEPLOY_TOKEN", visibility="selected", selected_repositories_url="https://x"),
        secret("NPM_TOKEN", visibility="private")]},
    "/orgs/acme/actions/secrets/DEPLOY_TOKEN/repositories": {"repositories": [repository("web"), repository(".github"), repository("infra")]},
    "/orgs/acme/dependabot/secrets": {"secrets": [secret("CR_PAT", visibility="selected")]},
    "/orgs/acme/dependabot/secrets/CR_PAT/repositories": 403,
    "/orgs/acme/codespaces/secrets": NONE,
    "/orgs/acme/agents/secrets": 404,
    "/orgs/acme/private-registries": {"configurations": [
        {"name": "MAVEN_PROXY", "registry_type": "maven_repository", "auth_type": "token", "url": "https://maven.acme.example", "visibility": "all", "username": "u"}]},
    "/orgs/acme/personal-access-tokens": [
        {"id": 25, "reason": "x", "owner": user("cleo"), "repository_selection": "subset", "token_id": 98716,
         "permissions": {"organization": {"members": "read"}, "repository": {"contents": "write", "metadata": "read"}},
         "access_granted_at": "2025-05-16T08:47:09Z", "token_name": "release notes", "token_expired": False,
         "token_expires_at": "2027-02-01T00:00:00Z", "token_last_used_at": "2026-11-20T10:00:00Z"},
        {"id": 26, "reason": None, "owner": user("boris"), "repository_selection": "all", "token_id": 98717,
         "permissions": {"repository": {"contents": "read"}}, "access_granted_at": "2025-05-16T08:47:09Z", "token_name": "backup",
         "token_expired": False, "token_expires_at": None, "token_last_used_at": None}],
    "/orgs/acme/personal-access-tokens/25/repositories": [repository("web"), repository("shared")],
    "/orgs/acme/personal-access-token-requests": [],
    "/orgs/acme/credential-authorizations": [
        {"login": "cleo", "credential_id": 161195, "credential_type": "personal access token", "token_last_eight": "71c3fc11",
         "credential_authorized_at": "2024-01-26T19:06:43Z", "credential_accessed_at": "2026-11-01T00:00:00Z",
         "authorized_credential_expires_at": None, "authorized_credential_note": "old laptop", "scopes": ["repo", "write:packages"]},
        {"login": "boris", "credential_id": 161196, "credential_type": "SSH key", "fingerprint": "SHA256:jjj",
         "credential_authorized_at": "2024-01-26T19:06:43Z", "credential_accessed_at": None, "authorized_credential_title": "desk"}],
    "/orgs/acme/installations": {"installations": [
        {"id": 25381, "app_id": 2218, "app_slug": "acme-release", "repository_selection": "selected",
         "permissions": {"contents": "write", "metadata": "read"}, "suspended_at": None, "contact_email": "x@acme.example"},
        {"id": 25382, "app_id": 2219, "app_slug": "renovate", "repository_selection": "all",
         "permissions": {"contents": "write", "pull_requests": "write"}, "suspended_at": None},
        {"id": 25383, "app_id": 2220, "app_slug": "mystery", "repository_selection": "all", "permissions": {}, "suspended_at": None}]},
    "/apps/acme-release": {"slug": "acme-release", "id": 2218, "owner": user("acme")},
    "/apps/renovate": {"slug": "renovate", "id": 2219, "owner": user("mend")},
    "/apps/mystery": 404,
    "/orgs/acme/packages?package_type=container": [
        {"id": 197, "name": "web", "package_type": "container", "visibility": "private", "repository": repository("web")},
        {"id": 198, "name": "tools/lint", "package_type": "container", "visibility": "public"}],
    "/orgs/acme/packages?package_type=npm": [
        {"id": 199, "name": "web", "package_type": "npm", "visibility": "private", "repository": repository("web")}],
    "/orgs/acme/packages?package_type=docker": [], "/orgs/acme/packages?package_type=maven": [],
    "/orgs/acme/packages?package_type=nuget": [], "/orgs/acme/packages?package_type=rubygems": 403,
    "/orgs/acme/actions/runner-groups": {"runner_groups": [
        {"id": 1, "name": "Default", "visibility": "all", "default": True, "allows_public_repositories": False, "restricted_to_workflows": False}]},
    "/orgs/acme/actions/runners": {"runners": [{"id": 23, "name": "host-17", "os": "linux", "status": "online", "labels": [{"id": 5, "name": "self-hosted"}], "ephemeral": True}]},
    "/orgs/acme/repos?type=all": REPOSITORIES,
    "/repos/acme/web/keys": [
        {"id": 1, "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA", "title": "argo cd", "verified": True, "read_only": True, "enabled": True,
         "created_at": "2023-02-03T04:05:06Z", "last_used": "2026-10-01T00:00:00Z", "added_by": "cleo", "url": "https://api"},
        {"id": 2, "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5BBBB", "title": "argo cd", "verified": True, "read_only": False, "enabled": True,
         "created_at": "2023-02-03T04:05:06Z", "last_used": None, "added_by": "ada", "url": "https://api"}],
    "/repos/acme/old/keys": [
        {"id": 3, "key": "ssh-rsa AAAAB3NzaC1yc2E", "title": "mirror", "verified": True, "read_only": True,
         "created_at": "2019-02-03T04:05:06Z", "last_used": None, "added_by": None, "url": "https://api"}],
    "/repos/acme/web/actions/secrets": {"secrets": [secret("NPM_TOKEN"), secret("SLACK_HOOK")]},
    "/repos/acme/web/dependabot/secrets": {"secrets": [secret("NPM_TOKEN")]},
    "/repos/acme/web/codespaces/secrets": 403,
    "/repos/acme/web/environments": {"total_count": 2, "environments": [
        {"id": 1, "name": "production/eu \"1\"", "protection_rules": [
            {"id": 3, "type": "required_reviewers", "reviewers": [
                {"type": "Team", "reviewer": {"id": 501, "slug": "platform", "name": "Platform"}}, {"type": "User", "reviewer": user("ada")}]},
            {"id": 4, "type": "branch_policy"}], "deployment_branch_policy": None},
        {"id": 2, "name": "..", "protection_rules": []}]},
    "/repos/acme/web/environments/production%2Feu%20%221%22/secrets": {"secrets": [secret("DEPLOY_KEY")]},
    "/repos/acme/web/environments/../secrets": NONE,
    "/repos/acme/web/collaborators?affiliation=direct": [
        user("dora", role_name="write", permissions=permissions("push"), email="dora@example.org"),
        user("ada", role_name="admin", permissions=permissions("admin")),
        {**user("renovate[bot]", role_name="write", permissions=permissions("push")), "type": "Bot"}],
    "/repos/acme/web/rulesets?includes_parents=false": [
        {"id": 42, "name": "main is safe", "target": "branch", "source_type": "Repository", "enforcement": "active", "node_id": "RRS_"}],
    "/repos/acme/web/rulesets/42": {
        "id": 42, "name": "main is safe", "target": "branch", "enforcement": "active",
        "bypass_actors": [{"actor_id": 2218, "actor_type": "Integration", "bypass_mode": "always"}, {"actor_id": 501, "actor_type": "Team"},
                          {"actor_id": None, "actor_type": "DeployKey"}],
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH", "refs/heads/release/*"], "exclude": []}}, "rules": [{"type": "pull_request"}]},
}
EMPTY = {"keys": [], "actions/secrets": NONE, "dependabot/secrets": NONE, "codespaces/secrets": NONE, "agents/secrets": NONE,
         "environments": {"total_count": 0, "environments": []}, "collaborators?affiliation=direct": [],
         "rulesets?includes_parents=false": [], "actions/runners": {"runners": []}}


def answer(path):
    if path in WORLD:
        return WORLD[path]
    parts = path.split("/", 4)
    if len(parts) == 5 and path.startswith("/repos/acme/") and any(each["name"] == parts[3] for each in REPOSITORIES):
        return EMPTY.get(parts[4], 404)
    return 404


def pages(value):
    """One page after the other, in the wrapper that the answer has."""
    if isinstance(value, list):
        return [value[at:at + PAGE] for at in range(0, len(value), PAGE)] or [[]]
    for key, items in value.items():
        if isinstance(items, list) and items and isinstance(items[0], dict):
            return [{**value, key: items[at:at + PAGE]} for at in range(0, len(items), PAGE)]
    return [value]


def main(arguments):
    if arguments[:3] != ["api", "--hostname", os.environ.get("FAKE_GH_HOST", "github.com")]:
        sys.exit(f"gh: no such host: {arguments}")
    rest, filter_, path, is_paged = arguments[3:], None, None, False
    while rest:
        word = rest.pop(0)
        if word == "--jq":
            filter_ = rest.pop(0)
        elif word == "--paginate":
            is_paged = True
        elif word == "-H":
            assert rest.pop(0) == "X-GitHub-Api-Version: 2022-11-28"
        elif word.startswith("-"):
            sys.exit(f"gh: only GET is expected, not {word}")
        else:
            path = word
    if path == "/rate_limit":
        value = {"resources": {"core": {"remaining": 4321, "reset": int(time.time()) + 60}}}
        return show(value, filter_)
    calls = os.path.join(NOTES, "calls")
    made = open(calls, encoding="utf8").read().count("\n") if os.path.exists(calls) else 0
    note("calls", path)
    if made >= int(os.environ.get("FAKE_GH_ENDS", "100000")):
        fail(401, "Bad credentials")
    base, _, query = path.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("per_page=")]
    assert not query or "per_page=100" in query or "per_page" not in query
    path = base + ("?" + "&".join(kept) if kept else "")
    if path == "/orgs/acme/teams" and not os.path.exists(os.path.join(NOTES, "limited")):
        note("limited", path)
        fail(429, "You have exceeded a secondary rate limit")
    if path == "/repos/acme/web/keys" and not os.path.exists(os.path.join(NOTES, "hiccup")):
        note("hiccup", path)
        sys.exit("error connecting to api.github.com")
    value = answer(path)
    if isinstance(value, int):
        fail(value, {403: "Resource not accessible by integration", 404: "Not Found"}[value])
    for page in pages(value) if is_paged and "per_page=100" in query else [value]:
        show(page, filter_)


def show(value, filter_):
    # As gh does it: what is no text as JSON on one line, with the keys in order; texts as they are.
    text = json.dumps(value)
    result = subprocess.run(["jq", "-S", "-c", "-r", filter_], input=text, capture_output=True, text=True, check=True)
    sys.stdout.write(result.stdout)


main(sys.argv[1:])
