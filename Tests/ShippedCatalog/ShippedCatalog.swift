package import Catalog
import Foundation
import SourceText

/// The catalog that lies in this package, read once.
package let shippedCatalog: Catalog = {
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  var files = SourceFiles()
  for name in Catalog.fileNames {
    let bytes = (try? Data(contentsOf: package.appending(path: "catalog/\(name)"))).map { Array($0) } ?? []
    _ = files.add(SourceFile(path: "catalog/\(name)", bytes: bytes))
  }
  return Catalog.read(files).catalog
}()
