import Foundation

/// All bytes of a file.
///
/// - Throws: `DataError` 66 if there is no such file, if it is a folder or a device, or if it may
///   not be read.
func contents(of path: String) throws -> [UInt8] {
    switch fileType(path) {
    case nil:
        throw DataError.unreadable("\(path): there is no such file")
    case .typeDirectory?:
        throw DataError.unreadable("\(path): this is a folder; a file was expected")
    case .typeCharacterSpecial?, .typeBlockSpecial?, .typeSocket?:
        throw DataError.unreadable("\(path): this is a device; a file was expected")
    default:
        break
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        throw DataError.unreadable(
            "\(path): the file can't be read; look at its permissions (ls -l)")
    }
    return [UInt8](data)
}

/// What lies at a path, links followed; nil if nothing does.
func fileType(_ path: String) -> FileAttributeType? {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    return attributes?[.type] as? FileAttributeType
}

/// The first of several spellings of a file's name that exists in a folder.
///
/// - Throws: `DataError` 66 if the folder is missing or is no folder, or if none of the files is in it.
func file(in folder: String, named names: [String]) throws -> String {
    switch fileType(folder) {
    case nil:
        throw DataError.unreadable("\(folder): there is no such folder")
    case .typeDirectory?:
        break
    default:
        throw DataError.unreadable(
            "\(folder): this is a file; a folder that holds \(names[0]) was expected")
    }
    let paths = names.map { URL(fileURLWithPath: folder).appendingPathComponent($0).path }
    if let found = paths.first(where: { fileType($0) != nil }) { return found }
    if let packed = paths.map({ $0 + ".gz" }).first(where: { fileType($0) != nil }) {
        throw DataError.unreadable(
            "\(packed): the file is packed; unpack it with: gunzip \(packed)")
    }
    throw DataError.unreadable(
        "\(folder): the folder holds no file \(names.joined(separator: " or "))")
}

/// Says so if the file is plainly of another kind than the one expected: packed, or a web page.
///
/// - Throws: `DataError` 65 for an empty file and for beginnings that give another format away.
func refuseOtherFormats(_ bytes: [UInt8], _ path: String, expected: String) throws {
    func fail(_ found: String) -> DataError {
        .wrongContents("\(path), byte 0: \(found); \(expected) was expected")
    }
    if bytes.isEmpty {
        throw DataError.wrongContents("\(path): the file is empty; \(expected) was expected")
    }
    if bytes.starts(with: [0x1f, 0x8b]) {
        throw DataError.wrongContents(
            "\(path), byte 0: the file is packed by gzip; unpack it with: gunzip \(path)"
                + (path.hasSuffix(".gz") ? "" : " (after renaming it to \(path).gz)"))
    }
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]), !expected.contains("zip") {
        throw fail("this is a zip archive; unpack it with: unzip \(path)")
    }
    if bytes.starts(with: [0x93] + Array("NUMPY".utf8)), !expected.contains("NPY") {
        throw fail("this is an NPY file")
    }
    let start = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
        .trimmingCharacters(in: .whitespacesAndNewlines)
    if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") {
        throw fail("this is a web page, not the data; download the file itself")
    }
}

/// Makes sure, before long work, that a file can be written at a path.
///
/// - Throws: `DataError` 73 if the folder is missing or may not be written to, or if something
///   other than a file that may be overwritten is there already.
public func requireWritable(_ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard fileType(folder) == .typeDirectory else {
        throw DataError.unwritable("\(path): can't be written, there is no folder \(folder)")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
        throw DataError.unwritable("\(path): can't be written, the folder \(folder) is read-only")
    }
    switch fileType(path) {
    case nil:
        if path.isEmpty || path.hasSuffix("/") {
            throw DataError.unwritable("\(path): can't be written, the name of a file was expected")
        }
    case .typeRegular?:
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw DataError.unwritable("\(path): can't be written, the file is read-only")
        }
    case .typeDirectory?:
        throw DataError.unwritable("\(path): can't be written, this is a folder")
    default:
        throw DataError.unwritable("\(path): can't be written, this is no ordinary file")
    }
}

/// Writes a file whole or not at all: beside its place first, then moved there.
///
/// - Throws: `DataError` 73.
func write(_ bytes: [UInt8], to path: String) throws {
    try requireWritable(path)
    do {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
        throw DataError.unwritable("\(path): can't be written; is the disk full?")
    }
}
