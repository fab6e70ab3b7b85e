import Foundation
import KauthCore

/// A key store in memory that makes no real keys: enough for accounts with codes. Fails or throws on request.
final class MemoryKeys: KeyStore, @unchecked Sendable {
    struct SomethingElse: Error {}

    private let lock = NSLock()
    private var trouble: (any Error)?
    private var calls = 0

    /// From now on every call throws this; nothing if none.
    func fail(with error: (any Error)?) { lock.withLock { trouble = error } }

    var callCount: Int { lock.withLock { calls } }

    private func check() throws {
        try lock.withLock {
            calls += 1
            if let trouble { throw trouble }
        }
    }

    func create(purpose: KeyPurpose, challenge: Data?) throws -> CreatedKey {
        try check()
        throw KeyStoreError.Refused
    }
    func sign(id: String, bytes: Data) throws -> Data {
        try check()
        throw KeyStoreError.NotFound
    }
    func describe(id: String) throws -> KeyInfo {
        try check()
        throw KeyStoreError.NotFound
    }
    func list() throws -> [String] {
        try check()
        return []
    }
    func delete(id: String) throws { try check() }
    func wrap(key: Data) throws -> Data {
        try check()
        return Data(key.map { $0 ^ 0x5a })
    }
    func unwrap(wrapped: Data) throws -> Data {
        try check()
        return Data(wrapped.map { $0 ^ 0x5a })
    }
    func isHardwareBacked() throws -> Bool {
        try check()
        return true
    }
}

/// A clock that stands where it was put.
final class StandingClock: Clock, @unchecked Sendable {
    struct Broken: Error {}

    private let lock = NSLock()
    private var now: Int64
    private var isBroken = false

    init(unixSeconds: Int64) { now = unixSeconds * 1000 }

    func put(unixSeconds: Int64) { lock.withLock { now = unixSeconds * 1000 } }
    func breakDown() { lock.withLock { isBroken = true } }

    func wallMs() throws -> Int64 {
        try lock.withLock {
            if isBroken { throw Broken() }
            return now
        }
    }
    func monotonicMs() throws -> UInt64 { 1_000_000 }
    func bootId() throws -> String { "boot" }
}

func temporaryFolder() -> String {
    FileManager.default.temporaryDirectory.appending(path: "kauth-\(UUID().uuidString)").path()
}

func config(_ folder: String = temporaryFolder(), language: String? = "en") -> AppConfig {
    AppConfig(
        dataDir: folder, languages: "en", language: language, utcOffsetMinutes: 0, deviceName: "Pixel",
        platformName: "ios",
        shell: ShellCapabilities(
            loopbackHttp: true, camera: true, browser: true, notifications: true, files: true, printing: true,
            stayReachable: false, push: false),
        timeouts: Timeouts(connectMs: 500, callMs: 1000, pollMs: 2000, waitS: 1))
}

func open(_ keys: any KeyStore = MemoryKeys(), at unixSeconds: Int64 = 1_700_000_000) async throws -> App {
    try await App.open(config: config(), keys: keys, clock: StandingClock(unixSeconds: unixSeconds))
}

/// The kind of error that something ends with.
func kind(_ body: () async throws -> Void) async -> ErrorKind? {
    do {
        try await body()
        return nil
    } catch CoreError.Refused(let kind, _, _) {
        return kind
    } catch {
        return nil
    }
}
