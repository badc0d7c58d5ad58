import SourceText
import Workflows

/// A secret that is a build argument of an image.
enum SecretInImage {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    return file.stepLists.flatMap { list in
      list.steps.flatMap { step in ofAction(step, list) + ofScript(step, list) }
    }
  }

  private static let marks = ["build-arg", "buildargs", "build_args", "buildArgs", ".args."].map {
    Array($0.utf8)
  }

  /// Actions that build images, and the input with the arguments.
  private static let inputs = [
    "depot/build-push-action": "build-args", "docker/bake-action": "set",
    "docker/build-push-action": "build-args",
    "elgohr/publish-docker-github-action": "buildargs",
    "mr-smithers-excellent/docker-build-push": "buildArgs",
    "redhat-actions/buildah-build": "build-args", "macbre/push-to-ghcr": "build_args",
  ]

  private static func ofAction(_ step: WorkflowStep, _ list: StepList) -> [Finding] {
    guard let use = step.action, let input = use.name.flatMap({ inputs[$0] }), let text = use.inputs[input],
      input != "set" || text.bytes.contains(".args.")
    else { return [] }
    return text.yielded.compactMap { reference in
      reference.tellingSecret.map { name in
        finding(name, list.subject(step, "secrets.\(name)"), text.range(of: reference.offsets), .high)
      }
    }
  }

  private static func ofScript(_ step: WorkflowStep, _ list: StepList) -> [Finding] {
    guard let script = step.script, script.bytes.contains("--build-arg") else { return [] }
    let held = list.heldSecrets(of: step)
    let pasted = script.yielded.compactMap { reference in
      reference.tellingSecret.map { (name: $0, offsets: reference.offsets) }
    }
    guard !held.isEmpty || !pasted.isEmpty else { return [] }
    let bytes = Array(script.bytes)
    return ShellScript.commands(of: script.bytes).flatMap { command -> [Finding] in
      let words = command.words
      return words.indices.compactMap { index -> Finding? in
        let isJoined = words[index].text.hasPrefix("--build-arg=")
        guard isJoined || index > 0 && words[index - 1].text == "--build-arg" else { return nil }
        let word = words[index]
        let written = String(decoding: bytes[word.offsets], as: UTF8.self)
        let name =
          secret(of: word, written, isJoined, held)
          ?? pasted.first { word.offsets.overlaps($0.offsets) }?.name
        return name.map {
          finding($0, list.subject(step, "secrets.\($0)"), script.range(of: word.offsets), .high)
        }
      }
    }
  }

  /// `NAME=$VARIABLE`, or `NAME` alone, which takes the variable of that name.
  private static func secret(
    of word: ShellScript.Word, _ written: String, _ isJoined: Bool, _ held: [HeldSecret]
  ) -> String? {
    let argument = isJoined ? String(word.text.dropFirst("--build-arg=".count)) : word.text
    return held.first { secret in
      argument == secret.variable || written.hasSuffix("$\(secret.variable)")
        || written.hasSuffix("$\(secret.variable)\"")
        || written.contains(bytesOf: "${\(secret.variable)}")
    }?.secret
  }

  private static func finding(
    _ name: String, _ subject: String, _ range: SourceRange, _ confidence: Confidence
  ) -> Finding {
    about.finding(
      "`secrets.\(name)` is a build argument and stays in the image history", about: subject,
      at: range,
      confidence: confidence,
      help:
        "mount the secret instead. Set `secrets: |` and `name=${{ secrets.\(name) }}` on the action, or use `--secret id=name,env=VARIABLE`, and write `RUN --mount=type=secret,id=name` in the Dockerfile"
    )
  }

  private static let about = CheckDescription(
    "secret-in-image", title: "a secret is a build argument of an image", severity: .medium,
    confidence: .high,
    why:
      "Everyone who can pull the image can read the secret, even if no file in the image contains it. The value of a build argument is kept in the image history and in the build attestation.",
    how:
      "Reports a secret in the build arguments of `docker/build-push-action`, `docker/bake-action` and other actions that build images. Reports a secret, or a variable that contains one, in `--build-arg` of `docker build`, `podman build` and `buildah`. Doesn't report `GITHUB_TOKEN`, which expires with the job.",
    fix:
      "Mount the secret only for the command that needs it (`RUN --mount=type=secret`). If the image was pushed, rotate the secret.",
    falseAlarms:
      "The argument is used only in an early stage that isn't pushed, and no attestation is created.",
    sources: [
      "https://docs.docker.com/build/building/secrets/",
      "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    ])

  private static let examples = [
    AuditExample(
      "in an input, and in an option",
      """
      on: push
      permissions: {contents: read}
      jobs:
        image:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/build-push-action@v6
              with:
                build-args: |
                  VERSION=1
                  TOKEN=${{ secrets.READ_TOKEN }}
            - run: docker build --build-arg TOKEN="$TOKEN" --build-arg VERSION=1 .
              env: {TOKEN: "${{ secrets.READ_TOKEN }}"}
            - run: podman build --build-arg TOKEN .
              env: {TOKEN: "${{ secrets.READ_TOKEN }}"}
      """, finds: [11, 12, 14]),
    AuditExample(
      "mounted, or not a secret",
      """
      on: push
      permissions: {contents: read}
      jobs:
        image:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/build-push-action@v6
              with:
                build-args: VERSION=${{ github.sha }}
                secrets: |
                  token=${{ secrets.READ_TOKEN }}
            - run: docker build --secret id=token,env=TOKEN --build-arg VERSION="$GITHUB_SHA" .
              env: {TOKEN: "${{ secrets.READ_TOKEN }}"}
      """),
  ]
}
