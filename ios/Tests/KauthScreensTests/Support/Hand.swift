import Foundation
import KauthCore
import KauthModel
import KauthScreens
import SwiftUI
import Testing

/// A phone in a hand: the real core behind the real screens. Looks for words, taps labels; waits for the core, never for time.
@MainActor
final class Hand {
    let app: App
    let phone: Phone
    let shell: TestShell
    let device: Device<PhoneScreen>
    let folder: URL
    private let pump: Task<Void, Never>

    struct NotShown: Error, CustomStringConvertible { let description: String }

    init(_ name: String = "Pixel", folder: URL? = nil) async throws {
        let place = folder ?? FileManager.default.temporaryDirectory.appending(path: "kauth-\(UUID().uuidString)")
        let keys = try SoftwareKeys.open(folder: place.appending(path: "keys").path())
        app = try await App.openWithSoftwareKeys(
            config: testConfig(place.appending(path: "vault").path(), name: name), keys: keys)
        shell = TestShell(keys: keys)
        phone = Phone(app: app, shell: shell)
        device = Device(PhoneScreen(phone: phone, surroundings: shell))
        self.folder = place
        pump = Task { [phone] in await phone.run() }
        try await app.resumed()
    }

    /// Waits until these words are on the screen.
    func see(_ words: String...) async throws {
        try await until("“\(words.joined(separator: "”, “"))”") { shown in words.allSatisfy { shown.contains($0) } }
    }

    /// Waits until these words are gone.
    func seeNo(_ words: String) async throws { try await until("no “\(words)”") { !$0.contains(words) } }

    /// Waits until there is a button with this label, and taps it.
    func tap(_ label: String) async throws {
        try await until("a button “\(label)”") { [device] _ in device.tap(label) }
    }

    /// Waits until there is a field with this label, and types into it.
    func type(_ text: String, into label: String) async throws {
        try await until("a field “\(label)”") { [device] _ in device.type(text, into: label) }
    }

    /// The code of the only account, as a person reads it off the screen.
    func code() async throws -> String {
        let code = try await app.accounts().compactMap(\.code).first
        return try #require(code).filter(\.isNumber)
    }

    func scan(_ text: String) async throws { try await app.scan(text: text) }

    /// Closes the app as a system does: what is opened on the same folder goes on.
    func close() async {
        await app.shutdown()
        await pump.value
    }

    func until(_ wanted: String, _ isThere: @escaping @MainActor (String) -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            let change = Change()
            let shown = withObservationTracking {
                device.words()
            } onChange: {
                change.happen()
            }
            if isThere(shown) { return }
            guard await change.wait(until: end) else {
                throw NotShown(description: "The phone did not show \(wanted). It showed: \(shown)")
            }
        }
    }
}

func testConfig(_ folder: String, name: String) -> AppConfig {
    AppConfig(
        dataDir: folder, languages: "en", language: nil, utcOffsetMinutes: 0, deviceName: name, platformName: "ios",
        shell: ShellCapabilities(
            loopbackHttp: true, camera: true, browser: true, notifications: true, files: true, printing: true,
            stayReachable: false, push: false),
        timeouts: Timeouts(connectMs: 5000, callMs: 10000, pollMs: 20000, waitS: 10))
}

/// Something that happens once.
final class Change: @unchecked Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func happen() { continuation.yield() }

    /// True once it has happened; false if it does not. The time is a fuse: no passing test comes near it.
    func wait(until end: ContinuousClock.Instant) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { [stream] in
                var happenings = stream.makeAsyncIterator()
                return await happenings.next() != nil
            }
            group.addTask {
                try? await Task.sleep(until: end, clock: .continuous)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}
