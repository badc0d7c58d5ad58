import OrganizationModel

extension Fact {
  /// What the job's `GITHUB_TOKEN` can do.
  static let jobTokenFacts: [Fact] = [
    timeless(
      "job-tokens-work-outside-actions", holds: false,
      "`GITHUB_TOKEN` works outside the job it was created for.",
      otherwise: "`GITHUB_TOKEN` exists only inside a job of GitHub Actions, and expires with it.",
      ["G-01", "G-02"], [.jobToken], checked: .known("2026-11-22")),
    timeless(
      "job-tokens-reach-other-repositories", holds: false,
      "`GITHUB_TOKEN` can access repositories other than the workflow's own.",
      otherwise: "`GITHUB_TOKEN` can access only the workflow's own repository, and read public ones.",
      ["G-01", "G-03"], [.jobToken, .compromisedRunners], checked: .known("2026-11-29")),
    timeless(
      "job-tokens-administer", holds: false,
      "`GITHUB_TOKEN` can get every permission on a repository, and permissions on an organization.",
      otherwise:
        "No key of `permissions:` lets `GITHUB_TOKEN` administer a repository, change its secrets, variables or webhooks, or access an organization, such as its teams.",
      ["G-03", "G-30"],
      [
        .jobToken,
        .docs(
          "Workflow syntax for GitHub Actions", "actions/reference/workflows-and-actions/workflow-syntax"),
      ], checked: .known("2026-11-30")),
    timeless(
      "job-token-events-start-workflows", holds: false,
      "Events created with `GITHUB_TOKEN` start workflows like any other event.",
      otherwise:
        "Events created with `GITHUB_TOKEN` don't start workflows, except for `workflow_dispatch` and `repository_dispatch`. Workflow runs for its pull requests wait for approval.",
      ["G-12", "G-13"],
      [.changelog("2026-06-11-bot-created-pull-requests-can-run-workflows-if-approved"), .jobToken],
      checked: .known("2026-11-22")),
    dated(
      "job-token-pull-requests-start-runs-that-wait",
      [Period(true, from: .known("2026-06-11"), products: [.githubCom, .gheCom])],
      "If `GITHUB_TOKEN` opens or updates a pull request, the workflow runs wait for approval (since 2026-06-11).",
      otherwise: "If `GITHUB_TOKEN` opens or updates a pull request, no workflow runs are created.",
      ["G-12", "T-16"], [.changelog("2026-06-11-bot-created-pull-requests-can-run-workflows-if-approved")],
      checked: .known("2026-11-29")),
    timeless(
      "job-tokens-change-workflow-files", holds: false,
      "`GITHUB_TOKEN` can change files under `.github/workflows`.",
      otherwise:
        "`GITHUB_TOKEN` can't change files under `.github/workflows`. No key of `permissions:` gives it the `workflows` permission.",
      ["G-10", "G-11"], [.restAPI, .issue("github/docs", 41140), .issue("llm-d/llm-d", 1260)],
      checked: .known("2026-11-29")),
    dated(
      "jobs-narrow-their-token", [Period(true, from: .known("2021-04-20"))],
      "A workflow can limit its `GITHUB_TOKEN` with `permissions:`. If it sets one key, all others become `none`.",
      otherwise:
        "The key `permissions:` doesn't exist yet. The token has the repository's default permissions.",
      ["G-05", "T-05"], [.jobToken], checked: .known("2026-11-22")),
    timeless(
      "actions-create-pull-requests-by-default", holds: false,
      "Workflows can create pull requests until someone forbids it.",
      otherwise:
        "Workflows can't create pull requests until someone allows it. The setting is \"Allow GitHub Actions to create and approve pull requests\".",
      ["G-09"], [.restAPI], checked: .known("2026-11-22")),
    timeless(
      "fork-runs-get-secrets", holds: false,
      "Workflow runs for pull requests from forks get secrets and a token that can write.",
      otherwise:
        "Workflow runs for pull requests from forks don't get secrets, and their `GITHUB_TOKEN` is read-only. Private repositories can opt in.",
      ["G-06", "G-16", "S-14", "C-39"], [.compromisedRunners], checked: .known("2026-11-22")),
    timeless(
      "dependabot-runs-get-actions-secrets", holds: false,
      "Dependabot runs can read Actions secrets.",
      otherwise:
        "Dependabot runs can read only Dependabot secrets. Their `GITHUB_TOKEN` is read-only unless `permissions:` gives it more.",
      ["G-18", "G-19", "S-13"], [.dependabotActions], checked: .known("2026-11-29")),
    dated(
      "environment-rules-judge-the-executing-ref",
      [Period(true, from: .known("2025-12-08"), products: [.githubCom, .gheCom])],
      "An environment's branch rules check the ref that runs (since 2025-12-08). In a run for `pull_request` this is `refs/pull/N/merge`, so a rule for `main` gives the run no secrets.",
      otherwise: "An environment's branch rules check the branch that the pull request comes from.", [],
      [
        .changelog("2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes")
      ], checked: .known("2026-11-30")),
    timeless(
      "jobs-wait-for-reviewers", holds: true,
      "A job with an environment that has required reviewers waits for their approval, and gets the environment's secrets only then.",
      otherwise: "A job gets the secrets of its environment at once.", ["S-08"], [.environments],
      checked: .known("2026-12-01")),
    timeless(
      "own-runners-isolate-jobs", holds: false,
      "Jobs on self-hosted runners run in isolated containers if they have an environment.",
      otherwise:
        "Jobs on self-hosted runners don't run in an isolated container, even if they have an environment.",
      ["S-23"], [.environments], checked: .known("2026-12-01")),
    timeless(
      "writers-read-secrets", holds: true,
      "Everyone with write access to a repository can read every secret that its workflows can use.",
      otherwise: "Only administrators can read a repository's secrets.", ["S-07"], [.secureUse],
      checked: .known("2026-11-29")),
  ]
}
