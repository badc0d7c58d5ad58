/// Every kind of document that the book has, one line each, in the order of the navigation.
package enum DocumentKinds {
  package static let all: [DocumentKind] = []
}
