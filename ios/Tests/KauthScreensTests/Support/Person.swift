import Foundation

/// The person at the computer, with a real server: a child process that is asked in lines of JSON.
@MainActor
final class Person {
    struct Failed: Error { let words: String }

    let url: String
    private let process = Process()
    private let input = Pipe()
    private let answers: Lines

    init() async throws {
        let output = Pipe()
        answers = Lines(output.fileHandleForReading)
        process.executableURL = URL(filePath: ProcessInfo.processInfo.environment["KAUTH_PERSON"] ?? "")
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        url = try Person.taken(await answers.next())["url"] as? String ?? ""
    }

    deinit { try? input.fileHandleForWriting.close() }

    /// Asks, and gives what comes back.
    @discardableResult
    func ask(_ command: String, _ more: [String: Any] = [:]) async throws -> [String: Any] {
        try begin(command, more)
        return try await finish()
    }

    /// Asks without waiting: `finish` gives the answer.
    func begin(_ command: String, _ more: [String: Any] = [:]) throws {
        let line = try JSONSerialization.data(withJSONObject: more.merging(["do": command]) { $1 })
        try input.fileHandleForWriting.write(contentsOf: line + Data("\n".utf8))
    }

    func finish() async throws -> [String: Any] { try Person.taken(await answers.next()) }

    /// A text out of what comes back.
    func text(_ key: String, _ command: String, _ more: [String: Any] = [:]) async throws -> String {
        try await ask(command, more)[key] as? String ?? ""
    }

    private static func taken(_ line: String?) throws -> [String: Any] {
        let answer = try JSONSerialization.jsonObject(with: Data((line ?? "").utf8)) as? [String: Any] ?? [:]
        guard let ok = answer["ok"] as? [String: Any] else {
            throw Failed(words: answer["error"] as? String ?? "nothing")
        }
        return ok
    }
}

/// Lines of a pipe, read on a thread of their own.
private final class Lines: Sendable {
    private let stream: AsyncStream<String>

    init(_ handle: FileHandle) {
        stream = AsyncStream { continuation in
            Thread.detachNewThread {
                var rest = Data()
                while true {
                    let data = handle.availableData
                    if data.isEmpty { break }
                    rest += data
                    while let end = rest.firstIndex(of: 10) {
                        if let line = String(data: rest[rest.startIndex..<end], encoding: .utf8) {
                            continuation.yield(line)
                        }
                        rest = Data(rest[rest.index(after: end)...])
                    }
                }
                continuation.finish()
            }
        }
    }

    func next() async -> String? {
        var lines = stream.makeAsyncIterator()
        return await lines.next()
    }
}
