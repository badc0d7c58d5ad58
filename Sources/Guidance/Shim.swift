package import Services
extension OrganizationDecisions { package var services: ServiceRecords { ServiceRecords() }
 package var serviceAccesses: [Decision] { [] } }
