import Foundation

/// All bytes of a file.
///
/// - Throws: `DataError` 66 if there is no such file, if it is a folder or a device, or if it may
///   not be read.
func contents(of path: String) throws -> [UInt8] {
    switch kindOfFile(path) {
    case .none:
        throw DataError.unreadable("\(path): there is no such file")
    case .folder:
        throw DataError.unreadable("\(path): this is a folder; a file was expected")
    case .other:
        throw DataError.unreadable("\(path): this is a device or a pipe; a file was expected")
    case .file, .hidden:
        break
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        throw DataError.unreadable(
            "\(path): the file may not be read; look at its permissions with: ls -l \(quoted(path))"
        )
    }
    return [UInt8](data)
}

/// What can lie at a path.
enum KindOfFile {
    case none
    case file
    case folder
    /// A device or a pipe.
    case other
    /// Something in a folder that may not be looked into.
    case hidden
}

/// What lies at a path, links followed.
func kindOfFile(_ path: String) -> KindOfFile {
    var information = stat()
    guard stat(path, &information) == 0 else { return errno == EACCES ? .hidden : .none }
    switch information.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
}

/// The path of a file in a folder, under the first of several spellings of its name that exists.
///
/// A packed file, whose name has `.gz` at its end, is found as well: its reader then says how to
/// unpack it.
/// - Throws: `DataError` 66 if the folder is missing or is no folder, or if no such file is in it.
func file(in folder: String, named names: [String]) throws -> String {
    let wanted = names.joined(separator: " or ")
    switch kindOfFile(folder) {
    case .none:
        throw DataError.unreadable(
            "\(folder): there is no such folder; one that holds \(wanted) was expected")
    case .folder, .hidden:
        break
    case .file, .other:
        throw DataError.unreadable(
            "\(folder): this is no folder; one that holds \(wanted) was expected")
    }
    let paths = (names + names.map { $0 + ".gz" }).map {
        URL(fileURLWithPath: folder).appendingPathComponent($0).path
    }
    // A folder under the name of a file, with the file in it, is how a popular download comes.
    let inside = paths.flatMap { path in
        kindOfFile(path) == .folder
            ? names.map { URL(fileURLWithPath: path).appendingPathComponent($0).path } : []
    }
    guard let found = (paths + inside).first(where: { isReadable($0) }) else {
        throw DataError.unreadable("\(folder): the folder holds no file \(wanted)")
    }
    return found
}

private func isReadable(_ path: String) -> Bool { [.file, .hidden].contains(kindOfFile(path)) }

/// The folder itself, or the first one in it, at most two deep, that holds one of these files: an
/// archive often unpacks into folders of its own, such as `MNIST/raw`.
func folder(_ outer: String, holding names: [String]) -> String {
    func holds(_ folder: String) -> Bool {
        names.contains { kindOfFile(folder + "/" + $0) != .none }
    }
    var candidates = [outer]
    for _ in 0...2 {
        if let found = candidates.first(where: holds) { return found }
        candidates = candidates.flatMap { folder -> [String] in
            let inside = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return inside.prefix(100).sorted().map { folder + "/" + $0 }
                .filter { kindOfFile($0) == .folder }
        }
    }
    return outer
}

/// Refuses a file that is empty or plainly of another format: packed, a web page, a picture.
///
/// - Parameters:
///   - bytes: The whole file.
///   - path: The name that the sentence begins with.
///   - expected: What the reader expects, such as "an IDX file".
///   - known: The beginnings of formats that this reader reads itself.
/// - Throws: `DataError` 65.
func refuseOtherFormats(
    _ bytes: [UInt8], _ path: String, expected: String, known: [FileBeginning] = []
) throws {
    if bytes.isEmpty {
        throw DataError.wrongContents("\(path): the file is empty; \(expected) was expected")
    }
    for beginning in FileBeginning.allCases
    where !known.contains(beginning) && beginning.bytes.contains(where: { bytes.starts(with: $0) })
    {
        throw DataError.wrongContents(
            "\(path), byte 0: "
                + (isWorkbook(bytes) ? FileBeginning.oldExcel : beginning).sentence(path)
                + "; \(expected) was expected")
    }
}

/// Whether a zip archive is an Excel workbook.
private func isWorkbook(_ bytes: [UInt8]) -> Bool {
    let beginning = String(decoding: bytes.prefix(4000), as: UTF8.self)
    return bytes.starts(with: Array("PK".utf8))
        && (beginning.contains("[Content_Types].xml") || beginning.contains("xl/"))
}

/// Formats that often lie where another one was expected, by the first bytes of their files.
enum FileBeginning: CaseIterable {
    case gzip
    case zip
    case npy
    case hdf5
    case webPage
    case picture
    case oldExcel
    case largeFilePointer

    var bytes: [[UInt8]] {
        switch self {
        case .gzip: return [[0x1f, 0x8b]]
        case .zip: return [[0x50, 0x4b, 0x03, 0x04], [0x50, 0x4b, 0x05, 0x06]]
        case .npy: return [[0x93] + Array("NUMPY".utf8)]
        case .hdf5: return [[0x89] + Array("HDF".utf8)]
        case .webPage:
            return ["<!DOCTYPE html", "<!doctype html", "<html", "\n<!DOCTYPE html"].map {
                Array($0.utf8)
            }
        case .picture: return [[0x89] + Array("PNG".utf8), [0xff, 0xd8, 0xff]]
        case .oldExcel: return [[0xd0, 0xcf, 0x11, 0xe0]]
        case .largeFilePointer: return [Array("version https://git-lfs".utf8)]
        }
    }

    func sentence(_ path: String) -> String {
        switch self {
        case .gzip:
            if path.hasSuffix(".gz") {
                return "this file is packed by gzip, unpack it with: gunzip \(quoted(path))"
            }
            let packed = quoted(path + ".gz")
            return "this file is packed by gzip, unpack it with: "
                + "mv \(quoted(path)) \(packed) && gunzip \(packed)"
        case .zip: return "this is a zip archive, unpack it with: unzip \(quoted(path))"
        case .npy: return "this is an NPY file, made by NumPy"
        case .hdf5: return "this is an HDF5 file"
        case .webPage: return "this is a web page, download the file itself"
        case .picture: return "this is a picture"
        case .oldExcel: return "this is an Excel workbook, save it as CSV in Excel"
        case .largeFilePointer:
            return "this is only Git LFS's pointer to the file, fetch the file itself with: "
                + "git lfs pull"
        }
    }
}

/// A path as it can be typed into a shell.
func quoted(_ path: String) -> String {
    let plain = path.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "/._-+@%:,".unicodeScalars.contains($0)
    }
    return plain && !path.isEmpty
        ? path : "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
}

/// A piece of a file as it can stand in a sentence: short, and without control characters.
func shown(_ text: some StringProtocol) -> String {
    let unshown: Set<Unicode.GeneralCategory> = [
        .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
    ]
    let scalars = text.unicodeScalars.prefix(41).map { scalar in
        unshown.contains(scalar.properties.generalCategory) ? "·" : Character(scalar)
    }
    return scalars.count > 40 ? String(scalars.prefix(40)) + "…" : String(scalars)
}

/// "1 byte", "2 bytes".
func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)" + (count == 1 ? "" : "s")
}
