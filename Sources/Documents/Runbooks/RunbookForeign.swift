import Guidance
import OrganizationModel
import Templates

/// A leak of what GitHub did not issue, or of what nobody knows who issued: its value goes to no other service, for that
/// hands it over and proves nothing.
struct RunbookForeign: Sendable {
  let review: ExistingCredentialReview

  private var isUnknown: Bool { review.credential.kind == .unknown }

  var steps: [RunbookStep] {
    [RunbookStep("foreign-which"), RunbookStep("foreign-end")]
      + (isUnknown ? [RunbookStep("foreign-shape")] : [])
  }
}
