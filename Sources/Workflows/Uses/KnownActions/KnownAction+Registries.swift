internal import OrganizationModel

// MARK: - Registries

extension KnownAction {
  private static let identity = Access.does(nil, ["id-token": .write])

  // What is pushed, pulled and deleted is worked out by hand.
  static let registryActions: [KnownAction] = [
    KnownAction(
      "docker/login-action", [.password(), .identity("username"), .password("registry-auth")],
      read: "087884b3d26e0ea9f5fac62cfefae4831c7b96dc", on: .known("2026-11-26")),
    KnownAction(
      "redhat-actions/podman-login", [.password(), .identity("username")],
      read: "005af2ac0e79b15cd5c664fc510257f899bce744", on: .known("2026-11-26")),
    KnownAction(
      "azure/docker-login", [.password(), .identity("username"), .identity("login-server")],
      read: "1849ef1f4bc89d107d75997333a439aa445e92af", on: .known("2026-11-26")),
    KnownAction(
      "elgohr/publish-docker-github-action", [.password(), .identity("username")],
      read: "078975856edda4fc72e1b76b3aaf49aa39e7a299", on: .known("2026-11-26")),
    KnownAction(
      "mr-smithers-excellent/docker-build-push", [.password(), .identity("username")],
      read: "099225b4dd3696f28df00065f06fe036d29e6499", on: .known("2026-11-26")),
    // Where it publishes to stands in the project's own file.
    KnownAction(
      "s4u/maven-settings-action", [.password("servers"), .password("oracleServers")],
      read: "00b26a6024953e1c4e5eb21fa8751a0801b73c3c", on: .known("2026-11-26")),
    KnownAction(
      "redhat-actions/buildah-build", read: "0c1d3d77d8a8bb3e31c72dec7b799b3dc922c869",
      on: .known("2026-11-26")),
    KnownAction(
      "redhat-actions/push-to-registry", [.password(), .identity("username")],
      read: "0fa2dca2e82bfcd1d47bfec957d0745f343cfa5e", on: .known("2026-11-26")),
    KnownAction(
      "docker/build-push-action",
      [.jobTokenForReading("github-token"), .token("secrets"), .password(), .identity("username")],
      read: "0259cb088b9283926c6ffe4374b2a06a25c8c131", on: .known("2026-11-26")),
    KnownAction(
      "docker/bake-action", [.jobTokenForReading("github-token")],
      read: "063b84c9289ded01025a1c843939b30d478d58ee", on: .known("2026-11-26")),
    KnownAction(
      "depot/build-push-action",
      [.jobTokenForReading("github-token"), .token("secrets")] + Input.outside("Depot", "token"),
      read: "06fcbb73efc9fb42f4df83c43e283a2170c8f9cf", on: .known("2026-11-26")),
    KnownAction(
      "docker/bake-action/subaction/matrix", read: "04dcc0e68d1d4dc9b774d486d4aa166f75a1d8b3",
      on: .known("2026-11-26")),
    KnownAction(
      "docker/setup-buildx-action", read: "5334dd0cdd27e0ac92d6c98d35f3398fcc13195f", on: .known("2026-11-26")
    ),
    KnownAction(
      "docker/setup-qemu-action", read: "0d7f78d53b85e8f2e65e8e5a3594425049239b86", on: .known("2026-11-26")),
    KnownAction(
      "docker/metadata-action", [.jobTokenForReading("github-token")],
      read: "03eb07f964cfd25a420a4e1711b308b2732386ee", on: .known("2026-11-26")),
    KnownAction(
      "ko-build/setup-ko", read: "1077500c319e532a1d7725095af79790aabba9ce", on: .known("2026-11-26")),
    KnownAction("imjasonh/setup-ko", on: .known("2026-11-26")),
    KnownAction(
      "imjasonh/setup-crane", read: "1deec50559535ff50a837972a3e053d319481366", on: .known("2026-11-26")),
    KnownAction(
      "akhilerm/tag-push-action", read: "26b01aae6056078622fc56e22bcf78c8a741d85b", on: .known("2026-11-26")),
    KnownAction(
      "home-assistant/builder/actions/build-image",
      [.password("container-registry-password"), .identity("container-registry-username")],
      read: "08580612429d6464dd3c729fe086ec1d7c1510c4", on: .known("2026-11-26")),

    KnownAction(
      "actions/delete-package-versions", [.jobToken()], does: [.does(nil, ["packages": .write])],
      read: "00623cbe64a60d75ce0ff81838f3dae68dba19d8", on: .known("2026-11-26")),
    KnownAction(
      "snok/container-retention-policy", [.token()], does: [.does(nil, ["packages": .write])],
      read: "07d63857abae21bae4b9d62d038d94ea1afa594e", on: .known("2026-11-26")),
    KnownAction(
      "dataaxiom/ghcr-cleanup-action", [.token()], does: [.does(nil, ["packages": .write])],
      read: "2b3cd044bc5a14de566e51cf31f081686a5020a3", on: .known("2026-11-26")),
    KnownAction(
      "stumpylog/image-cleaner-action/untagged", [.token()], does: [.does(nil, ["packages": .write])],
      read: "0bf3ca80aaf2ff627d4d0c6fca9ea0096db864f6", on: .known("2026-11-26")),
    KnownAction(
      "stumpylog/image-cleaner-action/ephemeral", [.token()], does: [.does(nil, ["packages": .write])],
      read: "0186e2769dd3f58d5f54895b7fb6bd30ff068a7e", on: .known("2026-11-26")),

    KnownAction(
      "grafana/shared-workflows/actions/dockerhub-login", does: [identity],
      read: "17ab531bf2c16c79af38988e7caf7a3d8a37634b", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "grafana/shared-workflows/actions/login-to-gar", does: [identity],
      read: "005bbdc3f25561e09401e1096051207ed994cd80", in: "action.yaml", on: .known("2026-11-26")),
    KnownAction(
      "aws-actions/amazon-ecr-login", [.identity("registries")],
      read: "10f17825919d677ddd26482a0848b9be0c06301f", on: .known("2026-11-26")),
    // Who it signs in as is in the environment.
    KnownAction(
      "oracle-actions/login-ocir", Input.outside("Oracle Cloud", "auth_token"),
      env: Input.outside("Oracle Cloud", "OCI_CLI_*"), read: "2cdc8f6bc96255f3b099fb6c18cb54a632d8a4c4",
      on: .known("2026-11-26")),
    KnownAction(
      "js-devtools/npm-publish", Input.outside("npm", "token"),
      read: "1641d030cee266f093503c555ee9303ae7aede16", on: .known("2026-11-26")),
  ]
}
