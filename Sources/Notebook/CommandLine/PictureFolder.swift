import Foundation

/// The folder that `--pictures` names, where every figure of a run becomes a file of its own.
struct PictureFolder {
    /// As the reader gave it.
    let path: String

    /// Refuses a place that can't be written, before anything is computed.
    func check() throws {
        var isFolder: ObjCBool = false
        let files = FileManager.default
        if files.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw Refusal.output("\(path) is a file; --pictures takes a folder")
            }
            guard access(path, W_OK | X_OK) == 0 else {
                throw Refusal.output("\(path) can't be written: permission denied")
            }
            return
        }
        var status = stat()
        if lstat(path, &status) == 0 {
            throw Refusal.output("\(path) can't be made: it is a link to nothing")
        }
        if errno == ENAMETOOLONG {
            throw Refusal.output("\(path) can't be made: file name too long")
        }
        let outer = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard files.fileExists(atPath: outer, isDirectory: &isFolder), isFolder.boolValue else {
            throw Refusal.output("\(path) can't be made: there is no folder \(outer)")
        }
        guard access(outer, W_OK | X_OK) == 0 else {
            throw Refusal.output("\(path) can't be made: the folder \(outer) is read-only")
        }
        // Only a try tells of a place such as /proc.
        guard mkdir(path, 0o777) == 0 else {
            let reason = String(cString: strerror(errno)).lowercased()
            throw Refusal.output("\(path) can't be made: \(reason)")
        }
        rmdir(path)
    }

    /// Writes each picture under the name of its title.
    func write(_ pictures: [(name: String, bytes: [UInt8])]) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Refusal.output("\(path) can't be made: \(error.localizedDescription)")
        }
        for (name, bytes) in pictures { try OutputFile(path: path + "/" + name).write(bytes) }
    }
}

/// A title as the name of a file: `Two rings, x₁` is `two-rings-x1`.
func fileName(_ title: String) -> String {
    let words = transliterated(title).lowercased()
        .split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return String(words.joined(separator: "-").prefix(60))
}
