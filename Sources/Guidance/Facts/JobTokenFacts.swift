import OrganizationModel

extension Fact {
  /// What the job's `GITHUB_TOKEN` can do.
  static let jobTokenFacts: [Fact] = [
    timeless(
      "job-tokens-work-outside-actions", holds: false,
      "`GITHUB_TOKEN` works outside the job that it was made for.",
      otherwise: "`GITHUB_TOKEN` exists inside a job of GitHub Actions and ends with it.",
      ["G-01", "G-02"], [.jobToken], checked: .known("2026-11-22")),
    timeless(
      "job-tokens-reach-other-repositories", holds: false,
      "`GITHUB_TOKEN` reaches repositories other than the workflow's own.",
      otherwise: "`GITHUB_TOKEN` reaches the workflow's own repository and, to read, what is public.",
      ["G-01", "G-03"], [.jobToken, .compromisedRunners], checked: .known("2026-11-29")),
    timeless(
      "job-tokens-administer", holds: false,
      "`GITHUB_TOKEN` can be given every permission of a repository, and permissions on an organization.",
      otherwise:
        "No key of `permissions:` gives administration of a repository, its secrets, variables or webhooks, or anything on an organization, such as its teams.",
      ["G-03", "G-30"],
      [
        .jobToken,
        .docs(
          "Workflow syntax for GitHub Actions", "actions/reference/workflows-and-actions/workflow-syntax"),
      ], checked: .known("2026-11-30")),
    timeless(
      "job-token-events-start-workflows", holds: false,
      "What `GITHUB_TOKEN` does starts workflows as anybody's doing would.",
      otherwise:
        "What `GITHUB_TOKEN` does starts no workflow, `workflow_dispatch` and `repository_dispatch` apart; runs for its pull requests wait for approval.",
      ["G-12", "G-13"],
      [.changelog("2026-06-11-bot-created-pull-requests-can-run-workflows-if-approved"), .jobToken],
      checked: .known("2026-11-22")),
    dated(
      "job-token-pull-requests-start-runs-that-wait",
      [Period(true, from: .known("2026-06-11"), products: [.githubCom, .gheCom])],
      "Since 2026-06-11, a pull request opened or updated by `GITHUB_TOKEN` creates runs that wait for approval.",
      otherwise: "A pull request opened or updated by `GITHUB_TOKEN` creates no runs at all.",
      ["G-12", "T-16"], [.changelog("2026-06-11-bot-created-pull-requests-can-run-workflows-if-approved")],
      checked: .known("2026-11-29")),
    timeless(
      "job-tokens-change-workflow-files", holds: false,
      "`GITHUB_TOKEN` can change files under `.github/workflows`.",
      otherwise:
        "`GITHUB_TOKEN` cannot change files under `.github/workflows`: there is no `workflows` permission for it.",
      ["G-10", "G-11"], [.restAPI, .issue("github/docs", 41140), .issue("llm-d/llm-d", 1260)],
      checked: .known("2026-11-29")),
    dated(
      "jobs-narrow-their-token", [Period(true, from: .known("2021-04-20"))],
      "A workflow narrows its `GITHUB_TOKEN` with `permissions:`; naming one key sets every other to none.",
      otherwise: "There is no `permissions:` key yet: the token has what the repository's default gives.",
      ["G-05", "T-05"], [.jobToken], checked: .known("2026-11-22")),
    timeless(
      "actions-create-pull-requests-by-default", holds: false,
      "Workflows may create pull requests unless somebody forbids it.",
      otherwise:
        "\"Allow GitHub Actions to create and approve pull requests\" is off until somebody allows it.",
      ["G-09"], [.restAPI], checked: .known("2026-11-22")),
    timeless(
      "fork-runs-get-secrets", holds: false,
      "Runs for pull requests from forks get secrets and a token that writes.",
      otherwise:
        "Runs for pull requests from forks get no secrets, and a `GITHUB_TOKEN` that only reads; private repositories can opt in.",
      ["G-06", "G-16", "S-14", "C-39"], [.compromisedRunners], checked: .known("2026-11-22")),
    timeless(
      "dependabot-runs-get-actions-secrets", holds: false,
      "Runs that Dependabot starts see the secrets of Actions.",
      otherwise:
        "Runs that Dependabot starts see only Dependabot secrets, and their `GITHUB_TOKEN` reads unless `permissions:` raises it.",
      ["G-18", "G-19", "S-13"], [.dependabotActions], checked: .known("2026-11-29")),
    dated(
      "environment-rules-judge-the-executing-ref",
      [Period(true, from: .known("2025-12-08"), products: [.githubCom, .gheCom])],
      "Since 2025-12-08, a branch rule of an environment judges the ref that runs: `refs/pull/N/merge` in a run for `pull_request`. A rule for `main` gives such a run no secret.",
      otherwise: "A branch rule of an environment judges the branch that the pull request comes from.", [],
      [
        .changelog("2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes")
      ], checked: .known("2026-11-30")),
    timeless(
      "writers-read-secrets", holds: true,
      "Everyone with write access to a repository can read every secret that its workflows see.",
      otherwise: "Only administrators can read a repository's secrets.", ["S-07"], [.secureUse],
      checked: .known("2026-11-29")),
  ]
}
