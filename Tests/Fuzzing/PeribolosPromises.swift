import Importers
import ShippedCatalog
import SourceText

/// Files of Peribolos, imported.
enum PeribolosPromises {
  static func check(_ bytes: [UInt8], _ promises: inout Promises) {
    var files = SourceFiles()
    for file in FuzzedFiles(bytes, first: "acme/org.yaml").files {
      _ = files.add(SourceFile(path: file.path, bytes: file.bytes))
    }
    WorkflowPromises.check(Importer.peribolos.convert(files, nil, shippedCatalog), of: files, &promises)
  }
}
