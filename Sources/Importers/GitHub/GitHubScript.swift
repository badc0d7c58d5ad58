/// The script that asks GitHub: with the reader's own `gh`, to be read before it is run.
struct GitHubScript {
  let plan: ImportPlan

  func render() -> String {
    ([head, Self.functions, start] + calls.map { lines($0, "") }.map { $0.joined(separator: "\n") } + [
      Self.end
    ])
    .joined(separator: "\n\n") + "\n"
  }

  private var calls: [GitHubCall] { GitHubCalls.all(isServer: plan.isServer, isQuick: plan.isQuick) }

  // MARK: Calls

  private func lines(_ call: GitHubCall, _ indent: String) -> [String] {
    let list = call.isList ? "list" : "get"
    return ["\(indent)# \(call.why) Needs: \(call.needs.words)."]
      + ["\(indent)\(list) \"\(call.path)\" '\(call.filter)'"]
      + call.each.flatMap { lines($0, of: call, indent) }
  }

  private func lines(_ each: GitHubCall.Each, of call: GitHubCall, _ indent: String) -> [String] {
    let names = "names \"\(call.path)\" \(each.key)" + (each.only.map { " '\($0)'" } ?? "")
    let count = each.isCounted ? ["\(indent)of=$(\(names) | wc -l) at=0 what=\(each.variable)"] : []
    let step = each.isCounted ? ["\(indent)  step \"$\(each.variable)\""] : []
    return count + ["\(indent)while IFS= read -r \(each.variable) <&3; do"] + step
      + each.calls.flatMap { lines($0, indent + "  ") }
      + ["\(indent)done 3< <(\(names))"]
  }

  // MARK: Text

  private var head: String {
    """
    #!/usr/bin/env bash
    # Queries GitHub about the organization \(plan.organization), with your own `gh`, for `tokenbook import github`.
    #
    # Every call is a GET. GitHub never returns the value of a secret. Each `--jq` filter keeps only the names, dates,
    # roles and permissions that it lists. It doesn't write public keys, email addresses or the last characters of tokens.
    # The only ids in the files are those of Apps, teams, roles, rulesets and fine-grained PATs, which other answers name.
    #
    #   bash dump.sh \(plan.organization)-dump        # run it again to continue
    #   tokenbook import github \(plan.organization)-dump -o tokenbook.yaml
    #
    # Use a token of your own GitHub App with read permissions only. This address registers it:
    # \(GitHubAppManifest(plan: plan).formLink)
    # (`tokenbook import github --organization \(plan.organization) --app-manifest` prints the same as a manifest.) Its token
    # expires after 1 hour. Then set GH_TOKEN to a new one and run this again. An owner's account works too, except for the
    # list of fine-grained PATs. GitHub shows packages only to a classic PAT with read:packages. \(plan.isServer ? "On your server, `gh` reads the token from GH_ENTERPRISE_TOKEN." : "Without GH_TOKEN, `gh` uses the account that you are signed in with.")
    #
    # FOLDER has a *.jsonl file for each call, named after its path. The first line has the path, the status and the day.
    # Each other line has one object. A refused call has only the first line, because its answer is unknown, not empty.
    # FOLDER/LOG.tsv has one line for each call. The script writes complete files only, and skips calls that have a file.
    """
  }

  private static let functions = #"""
    set -u -o pipefail
    export LC_ALL=C
    umask 077
    if [[ $# -ne 1 || -z $1 || $1 == -* ]]; then
      echo "usage: bash dump.sh FOLDER" >&2
      exit 64
    fi
    out=$1
    calls=0 kept=0 refused=0 failed=0 of=0 at=0 what=repo

    say() { printf '%s\n' "$*" >&2; }

    die() {
      say "dump: $*"
      exit 1
    }

    # The file of a path: no slash is left in it, and it does not begin with a dot.
    file_of() {
      local name=${1#/}
      name=${name//[\/?&]/+}
      if [[ ${#name} -gt 200 ]]; then name=${name:0:180}~$(printf '%s' "$name" | cksum | tr ' ' -); fi
      printf '%s/%s.jsonl' "$out" "$name"
    }

    # The values of a key in the file of a path, a line each; of the lines that have a text in them.
    names() {
      local file
      file=$(file_of "$1")
      [[ -f $file ]] || return 0
      sed 1d "$file" | grep -F -- "${3-}" | sed -nE "s/.*\"$2\":\"?([A-Za-z0-9._%~-]+)[\",}].*/\1/p"
    }

    # Says how far it is.
    step() {
      at=$((at + 1))
      if [[ -t 2 ]]; then
        printf '\r\033[K%s %d of %d: %s (%d calls, %d refused)' "$what" "$at" "$of" "$1" "$calls" "$refused" >&2
        if [[ $at -eq $of ]]; then say; fi
      elif [[ $((at % 100)) -eq 0 || $at -eq $of ]]; then
        say "$what $at of $of: $calls calls, $refused refused"
      fi
    }

    # GitHub counts calls by the hour. Waits until at least $1 are left, or a minute where it only asks for a pause.
    wait_for_calls() {
      local left='' reset='' now
      read -r left reset < <(gh api --hostname "$host" /rate_limit --jq '.resources.core | "\(.remaining) \(.reset)"' \
        2> /dev/null < /dev/null)
      now=$(date +%s)
      if [[ ! $left =~ ^[0-9]+$ || ! $reset =~ ^[0-9]+$ ]]; then
        sleep "$2"
      elif [[ $left -lt $1 && $reset -gt $now ]]; then
        say "GitHub allows $left more calls this hour. Waiting $(((reset - now) / 60 + 1)) minutes"
        sleep "$((reset - now + 5))"
      elif [[ $2 -gt 0 ]]; then
        say "GitHub asked for a pause. Waiting $2 seconds"
        sleep "$2"
      fi
    }

    # One call: its answer into .answer, its status on standard output; 0 without one.
    ask() {
      if gh api --hostname "$host" --paginate -H 'X-GitHub-Api-Version: 2022-11-28' --jq "$2" "$1" \
        > "$out/.answer" 2> "$out/.error" < /dev/null; then
        echo 200
      else
        sed -nE 's/.*\(HTTP ([0-9]{3})\).*/\1/p' "$out/.error" | tail -n 1 | grep . || echo 0
      fi
    }

    # Whether GitHub answered with a limit.
    limited() { [[ $1 == 429 ]] || { [[ $1 == 403 ]] && grep -qi 'rate limit' "$out/.error"; }; }

    # Whether there is no answer that says anything.
    unanswered() { [[ $1 == 0 || $1 == 5* ]] || limited "$1"; }

    # PATH FILTER [QUERY]: asks once, and again while GitHub is busy; writes the file.
    get() {
      local file status attempt
      file=$(file_of "$1")
      if [[ -e $file ]]; then
        kept=$((kept + 1))
        return
      fi
      for attempt in 1 2 3 4 5 6; do
        if [[ $((calls % 100)) -eq 99 ]]; then wait_for_calls 100 0; fi
        calls=$((calls + 1))
        status=$(ask "$1${3-}" "$2")
        unanswered "$status" || break
        if limited "$status"; then wait_for_calls 1 60; else sleep "$((attempt * attempt))"; fi
      done
      if [[ $status == 401 ]]; then
        die "GitHub rejects the token (401). Run 'gh auth login', or set GH_TOKEN to a new token"
      fi
      printf '%s\t%s\t%s\n' "$1" "$status" "$day" >> "$out/LOG.tsv"
      if unanswered "$status"; then
        failed=$((failed + 1))
        say "no answer to $1: $(head -n 1 "$out/.error")"
        return
      fi
      if [[ $status != 200 ]]; then
        refused=$((refused + 1))
        : > "$out/.answer"
      fi
      keep "$file" '{"path":"%s","status":%s,"day":"%s","lines":%d}\n' "$1" "$status" "$day" "$(wc -l < "$out/.answer")"
    }

    # FILE FORMAT VALUES: writes a first line and the answer beside the file, then gives it its name.
    keep() {
      local file=$1 format=$2
      shift 2
      # shellcheck disable=SC2059
      printf "$format" "$@" > "$out/.file" || die "can't write to $out"
      cat "$out/.answer" >> "$out/.file" || die "can't write to $out"
      mv "$out/.file" "$file" || die "can't write $file"
    }

    # The same for what has pages.
    list() {
      case $1 in
        *\?*) get "$1" "$2" '&per_page=100' ;;
        *) get "$1" "$2" '?per_page=100' ;;
      esac
    }

    # Says of which organization the folder is, and whether it is whole.
    mark() {
      : > "$out/.answer"
      keep "$out/DUMP.jsonl" '{"tokenbook_dump":1,"organization":"%s","host":"%s","quick":%s,"day":"%s","finished":%s}\n' \
        "$org" "$host" "$quick" "$day" "$1"
    }
    """#

  private var start: String {
    """
    org=\(plan.organization) host=\(plan.host) quick=\(plan.isQuick)
    day=$(date -u +%Y-%m-%d)
    command -v gh > /dev/null || die "gh is missing; install it from https://cli.github.com"
    mkdir -p "$out" || die "can't create $out"
    if [[ -e $out/DUMP.jsonl ]]; then
      grep -qF "\\"organization\\":\\"$org\\",\\"host\\":\\"$host\\"," "$out/DUMP.jsonl" \\
        || die "$out belongs to another organization or host; choose another folder"
    fi
    mark false
    say "With N repositories, M of them archived, this takes about \(plan.isQuick ? "3 * (N - M)" : "9 * (N - M) + M") calls, plus some for teams, environments and rulesets."
    say "GitHub allows 5000 calls an hour. You can stop at any time, and run it again to continue."
    status=$(ask "/orgs/$org" .login)
    if [[ $status != 200 ]]; then die "can't read $org on $host ($status): $(head -n 1 "$out/.error")"; fi
    """
  }

  private static let end = #"""
    say "$calls calls, $kept kept from before, $refused refused, $failed without an answer"
    if [[ $(awk -F '\t' '$2 != 200' "$out/LOG.tsv" | wc -l) -gt 0 ]]; then
      say "Refused or not answered (unknown, not empty), with the number of calls:"
      awk -F '\t' '$2 != 200 {sub(/^\/repos\/[^\/]*\/[^\/]*/, "/repos/ORG/REPO", $1); print $2, $1}' "$out/LOG.tsv" \
        | sed -E 's|/environments/[^/]*/|/environments/NAME/|; s|/rulesets/[0-9]+|/rulesets/ID|' | sort | uniq -c | sort -rn >&2
    fi
    if [[ $failed -gt 0 ]]; then die "run it again for the calls without an answer"; fi
    mark true
    rm -f "$out/.answer" "$out/.error"
    say "No API shows these, so look them up in the browser:"
    say "  packages: who can use each one (Package settings > Manage Actions access)"
    say "  Apps: the selected repositories of each App (Settings > GitHub Apps > Configure)"
    say "  whether classic and fine-grained PATs can access the organization, and how long they can be valid (Settings > Personal access tokens)"
    say "  classic PATs without single sign-on, and OAuth Apps (Settings > OAuth app policy)"
    say "Next: tokenbook import github $out -o tokenbook.yaml"
    """#
}
