package import Catalog
import Foundation

/// The files of the catalog that lies in this package.
package let shippedCatalogFiles: CatalogFiles = {
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let folder = package.appending(path: "catalog")
  let names = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
  var files = CatalogFiles()
  let isRead = { (name: String) in
    name.hasSuffix(".tsv") || name.hasSuffix(".yaml") || name.hasPrefix("services/snippets/")
  }
  for name in names.sorted() where isRead(name) {
    let bytes = (try? Data(contentsOf: folder.appending(path: name))).map { Array($0) } ?? []
    files.add(name, at: "catalog/\(name)", bytes)
  }
  return files
}()

/// The catalog that lies in this package, read once.
package let shippedCatalog: Catalog = Catalog.read(shippedCatalogFiles).catalog
