package import OrganizationModel

extension ServiceRecord {
  /// Whether a condition of this record applies on a day; nil where that depends on what nobody said.
  ///
  /// - Parameter values: what is known, by what it is about.
  package func applies(
    _ condition: ServiceCondition, on day: Day, where values: [ServiceSubject: String]
  ) -> Bool? {
    let wanted = condition.when.map { truth(of: $0, on: day, where: values) }
    let exempt = condition.unless.map { truth(of: $0, on: day, where: values).map { !$0 } }
    let all = wanted + exempt
    if all.contains(false) { return false }
    return all.contains(nil) ? nil : true
  }

  private func truth(
    of atom: ServiceCondition.Atom, on day: Day, where values: [ServiceSubject: String]
  ) -> Bool? {
    switch atom {
    case .fact(let id): fact(id)?.holds(on: day)
    case .circumstance(let one): values[one.subject].map(one.values.contains)
    }
  }

  /// The day from which a fact alone rules an option out for a need, and the fact; nil where none is known to.
  package func end(of option: ServiceOption, for need: String, after day: Day) -> (
    day: Day, fact: ServiceFact
  )? {
    option.strikes.compactMap { strike -> (day: Day, fact: ServiceFact)? in
      let values: [ServiceSubject: String] = [.need: need]
      for fact in strike.condition.facts.compactMap(fact) {
        let turns = fact.turns(after: day)?.day
        let ends = applies(strike.condition, on: day, where: values) == true ? day : turns
        guard let ends, applies(strike.condition, on: ends, where: values) == true else { continue }
        return (ends, fact)
      }
      return nil
    }.min { $0.day < $1.day }
  }
}
