import Foundation

/// The key store as it lies on the phone: each key is a file.
extension Hand {
    private var keyFolder: URL { folder.appending(path: "keys") }

    func keys() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: keyFolder.path()).filter { $0.hasSuffix(".key") })
    }

    /// As with a new finger: the keys are still there, and the store answers that they are dead.
    func kill(_ purposes: String...) throws {
        for name in try keys() {
            let file = keyFolder.appending(path: name)
            let key = try String(contentsOf: file, encoding: .utf8)
            if purposes.contains(where: { key.contains("\"\($0)\"") }) {
                try Data("dead".utf8).write(to: file)
            }
        }
    }

    /// Waits until the keys are two, and none of these. The disk tells nobody, so it is looked at again and again.
    func untilOnlyNewKeys(since before: Set<String>) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while try keys().count != 2 || !keys().isDisjoint(with: before) {
            guard ContinuousClock.now < end else { throw NotShown(description: "Keys stayed: \(try keys())") }
            await Task.yield()
        }
    }
}
