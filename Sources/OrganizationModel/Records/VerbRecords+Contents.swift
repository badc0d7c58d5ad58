// What goes by the API where Git would do too: no SSH key serves. Permissions and scopes: the facts `permissions-of-VERB`
// have their sources and days.

extension VerbRecord {
  static let readContents = VerbRecord(
    .repository, .api, "reads files through the API of", deed: nil, permissions: ["contents": .read],
    scopes: .ofRepository, isOpenWhenPublic: true, role: .read, includes: [.downloadRelease],
    command: { "gh api \"repos/\($0)/contents/$FILE\" -H 'Accept: application/vnd.github.raw+json'" })

  static let downloadRelease = VerbRecord(
    .repository, .api, "downloads releases of", deed: nil, permissions: ["contents": .read],
    scopes: .ofRepository, isOpenWhenPublic: true, role: .read, includes: [.readContents],
    command: { "gh release download --repo \($0) --pattern '*'" })

  // The endpoint names `repo`, and nothing less for what is public.
  static let writeContents = VerbRecord(
    .repository, .api, "writes files through the API of", deed: { "commits a file to \($0)" },
    permissions: ["contents": .write], scopes: .these(["repo"]), effects: [.events, .commits, .branch],
    role: .write, includes: [.clone, .push, .readContents, .downloadRelease],
    command: {
      "gh api -X PUT \"repos/\($0)/contents/$FILE\" -f \"message=Change of run $GITHUB_RUN_ID\" "
        + "-f \"content=$(base64 < \"$FILE\" | tr -d '\\n')\" "
        + "-f \"sha=$(gh api \"repos/\($0)/contents/$FILE\" --jq .sha)\""
    })
}
