import Guidance
import OrganizationModel
import Templates

/// A leak of what GitHub did not issue, or of what nobody knows who issued: its value goes to no other service, for that
/// hands it over and proves nothing.
struct RunbookForeign: Sendable {
  let review: ExistingCredentialReview
  /// The service that issued it, where the description says it.
  var service: IssuedCredential?

  private var isUnknown: Bool { review.credential.kind == .unknown }

  var steps: [RunbookStep] {
    (service == nil ? [RunbookStep("foreign-which")] : [])
      + [RunbookStep("foreign-end", ["service": (service?.title).orFalse])]
      + (isUnknown ? [RunbookStep("foreign-shape")] : [])
  }
}
