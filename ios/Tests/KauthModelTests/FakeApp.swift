import Foundation
import KauthCore

/// A core that gives what a test puts into it, and notes what it is told. Only what the model calls does anything.
final class FakeApp: App, @unchecked Sendable {
    private let guarded = NSLock()
    private var updates: [Update] = []
    private var isOver = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var told: [String] = []
    private var gate: CheckedContinuation<Void, Never>?
    private var holdsSearch = false

    init() { super.init(noHandle: NoHandle()) }
    required init(unsafeFromHandle handle: UInt64) { fatalError("made by a test only") }

    /// What the model told, in order.
    var heard: [String] { guarded.withLock { told } }

    func put(_ view: AppView, _ effects: [Effect] = []) {
        guarded.withLock { updates.append(Update(revision: UInt64(updates.count + 1), view: view, effects: effects)) }
        wake()
    }

    func hold() { guarded.withLock { holdsSearch = true } }

    func release() {
        let gate = guarded.withLock {
            holdsSearch = false
            return self.gate
        }
        gate?.resume()
    }

    /// Waits until the model has told so much.
    func until(_ isEnough: @escaping @Sendable ([String]) -> Bool) async {
        while !isEnough(heard) { await change { isEnough(self.told) } }
    }

    private func note(_ words: String) {
        guarded.withLock { told.append(words) }
        wake()
    }

    private func wake() {
        let woken = guarded.withLock {
            defer { waiting = [] }
            return waiting
        }
        for one in woken { one.resume() }
    }

    private func change(_ isThere: () -> Bool) async {
        await withCheckedContinuation { continuation in
            let isAlready = guarded.withLock {
                if isThere() { return true }
                waiting.append(continuation)
                return false
            }
            if isAlready { continuation.resume() }
        }
    }

    override func next(afterRevision: UInt64) async throws -> Update {
        while true {
            let (found, over) = guarded.withLock { (updates.last, isOver) }
            if over { throw CoreError.Refused(kind: .stopped, text: "", retryAfterS: nil) }
            if let found, found.revision > afterRevision { return found }
            await change { isOver || (updates.last?.revision ?? 0) > afterRevision }
        }
    }
    override func labels() async throws -> Labels {
        note("labels")
        return gallery(language: "en")[0].labels
    }
    override func done(effect: UInt64) async throws { note("done \(effect)") }
    override func failed(effect: UInt64) async throws { note("failed \(effect)") }
    override func signed(op: UInt64, result: SignatureResult) async throws { note("signed \(op)") }
    override func permission(kind: PermissionKind, state: PermissionState) async throws { note("permission \(state)") }
    override func search(text: String) async throws {
        note("search \(text)")
        if guarded.withLock({ holdsSearch }) {
            await withCheckedContinuation { continuation in guarded.withLock { gate = continuation } }
        }
    }
    override func agree() async throws { throw CoreError.Refused(kind: .nothingToDo, text: "", retryAfterS: nil) }
    override func lock() async throws { note("lock") }
    override func shutdown() async {
        guarded.withLock { isOver = true }
        wake()
    }
}
