import Foundation

/// A place on the disk that a program was asked to write to.
struct OutputFile {
    /// As the reader gave it.
    let path: String

    /// Refuses a place that can't be written, before anything is computed.
    func check() throws {
        if path.isEmpty { throw Refusal.output("a file to write to needs a name") }
        if standard != nil { return }
        var isFolder: ObjCBool = false
        let files = FileManager.default
        if files.fileExists(atPath: path, isDirectory: &isFolder) {
            if isFolder.boolValue {
                throw Refusal.output("\(path) is a folder, and can't be written as a file")
            }
            guard access(path, W_OK) == 0 else {
                throw Refusal.output("\(path) can't be written: \(reason())")
            }
            if isDevice { return }
        }
        guard files.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw Refusal.output("\(path) can't be written: there is no folder \(folder)")
        }
        guard isFolder.boolValue else {
            throw Refusal.output("\(path) can't be written: \(folder) is not a folder")
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw Refusal.output("\(path) can't be written in the folder \(folder): \(reason())")
        }
    }

    /// Writes the whole file or nothing: what stood there before stays if anything fails.
    func write(_ bytes: [UInt8]) throws {
        if let standard {
            guard writeAll(bytes, to: standard) else { throw failure() }
            return
        }
        if isDevice {
            let file = open(path, O_WRONLY | O_APPEND)
            guard file >= 0 else { throw failure() }
            defer { close(file) }
            guard writeAll(bytes, to: file) else { throw failure() }
            return
        }
        let place = target
        let draft = "\(place).\(getpid()).part"
        let mode = permissions ?? 0o666
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL, mode)
        guard file >= 0 else { throw failure() }
        let written = writeAll(bytes, to: file)
        let problem = reason()
        guard close(file) == 0, written else {
            unlink(draft)
            throw Refusal.output("\(path) can't be written: \(written ? reason() : problem)")
        }
        if let permissions { chmod(draft, permissions) }
        guard rename(draft, place) == 0 else {
            let refusal = failure()
            unlink(draft)
            throw refusal
        }
    }

    /// Whether two paths are one file.
    func isSameFile(as other: OutputFile) -> Bool {
        path != "/dev/null" && target == other.target
    }

    /// The file itself, where the path is a link to one.
    private var target: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        func resolved(_ path: String) -> String? {
            realpath(path, &buffer).map { String(cString: $0) }
        }
        if let file = resolved(path) { return file }
        guard let folder = resolved(folder) else { return path }
        return (folder == "/" ? "" : folder) + "/" + name
    }

    private var name: Substring {
        path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    }

    private var folder: String {
        let folder = path.dropLast(name.count)
        return folder.isEmpty ? "." : folder == "/" ? "/" : String(folder.dropLast())
    }

    private var status: stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// The open file that the path is another name of. (To open it again can fail, or begin anew.)
    private var standard: Int32? {
        ["/dev/stdout": 1, "/dev/fd/1": 1, "/dev/stderr": 2, "/dev/fd/2": 2][path]
    }

    /// Whether the place is something like /dev/null or a pipe, which can't be replaced.
    private var isDevice: Bool {
        guard let status else { return false }
        return status.st_mode & S_IFMT != S_IFREG
    }

    private var permissions: mode_t? {
        status.map { $0.st_mode & 0o777 }
    }

    private func failure() -> Refusal { .output("\(path) can't be written: \(reason())") }

    private func reason() -> String { String(cString: strerror(errno)).lowercased() }
}

/// Writes all bytes to an open file; false, with `errno` set, if that fails.
func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
        var start = 0
        while start < buffer.count {
            let count = write(file, buffer.baseAddress! + start, buffer.count - start)
            if count < 0 {
                if errno == EINTR { continue }
                // A slow reader of a pipe that doesn't wait: wait for it here.
                if errno == EAGAIN {
                    var place = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                    poll(&place, 1, -1)
                    continue
                }
                return false
            }
            start += count
        }
        return true
    }
}
