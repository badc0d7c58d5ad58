/// What a template may look up: names to texts, booleans, lists and nested contexts.
///
/// A name that the template mentions must be there: `false` or an empty list says "none".
package typealias TemplateContext = TemplateRecord
