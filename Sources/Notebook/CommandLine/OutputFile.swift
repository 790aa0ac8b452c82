import Foundation

/// A place on the disk that a program was asked to write to.
struct OutputFile {
    /// As the reader gave it.
    let path: String

    /// Refuses a place that can't be written, before anything is computed.
    func check() throws {
        if path.isEmpty { throw Refusal.output("a file to write to needs a name") }
        if standard != nil { return }
        if let status {
            guard status.st_mode & S_IFMT != S_IFDIR else {
                throw Refusal.output("\(path) is a folder, and can't be written as a file")
            }
            guard access(path, W_OK) == 0 else { throw failure() }
            if isDevice { return }
        } else if errno != ENOENT, errno != ENOTDIR {
            // A name that is too long, links in a circle.
            throw failure()
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw Refusal.output("\(path) can't be written: there is no folder \(folder)")
        }
        guard isFolder.boolValue else {
            throw Refusal.output("\(path) can't be written: \(folder) is not a folder")
        }
        try withoutSignals {
            let draft = try draft(permissions: 0o600)
            close(draft.file)
            unlink(draft.path)
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
        try withoutSignals {
            let permissions = status.map { $0.st_mode & 0o777 }
            let draft = try draft(permissions: permissions ?? 0o666)
            do {
                // What the reader's umask takes away, the file has had before.
                if let permissions { fchmod(draft.file, permissions) }
                let isWritten = writeAll(bytes, to: draft.file)
                let problem = failure()
                guard close(draft.file) == 0, isWritten else {
                    throw isWritten ? failure() : problem
                }
                guard rename(draft.path, target) == 0 else { throw failure() }
            } catch {
                unlink(draft.path)
                throw error
            }
        }
    }

    /// A new file beside the place, to be written and then moved there.
    ///
    /// Its name is short, whatever the file's own.
    private func draft(permissions: mode_t) throws -> (path: String, file: Int32) {
        let folder = folder
        for number in 0..<100 {
            let path = "\(folder)/.course-\(getpid())-\(number).part"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL, permissions)
            if file >= 0 { return (path, file) }
            guard errno == EEXIST else { break }
        }
        throw failure(in: folder)
    }

    /// Whether two paths are one file.
    func isSameFile(as other: OutputFile) -> Bool {
        path != "/dev/null" && target == other.target
    }

    /// The file itself, where the path is a link to one, or to a place where none is yet.
    private var target: String {
        var place = path
        for _ in 0..<40 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: place)
            else { break }
            place = next.hasPrefix("/") ? next : OutputFile.parts(place).folder + "/" + next
        }
        let (outer, name) = OutputFile.parts(place)
        guard let resolved = realpath(outer, nil) else { return place }
        defer { free(resolved) }
        let folder = String(cString: resolved)
        return (folder == "/" ? "" : folder) + "/" + name
    }

    /// The folder that the file is in.
    private var folder: String { OutputFile.parts(target).folder }

    private static func parts(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = String(path[..<slash])
        return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
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

    private func failure(in folder: String? = nil) -> Refusal {
        let reason = String(cString: strerror(errno)).lowercased()
        let place = folder.map { " in the folder \($0)" } ?? ""
        return .output("\(path) can't be written\(place): \(reason)")
    }
}

/// Does something during which a signal that would end the program waits: nothing stays half done.
func withoutSignals<T>(_ work: () throws -> T) rethrows -> T {
    var ending = sigset_t()
    var before = sigset_t()
    sigemptyset(&ending)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] { sigaddset(&ending, signal) }
    pthread_sigmask(SIG_BLOCK, &ending, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try work()
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
