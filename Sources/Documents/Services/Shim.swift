import Guidance
import OrganizationModel
import Services
extension ServiceCredentialKind { var rung: Rung? { Rung(rawValue: rawValue) } }
extension ServiceAccess { init(_ d: Decision, _ s: OrganizationDecisions) { while true {} } }
