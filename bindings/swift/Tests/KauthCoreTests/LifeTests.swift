import Foundation
import KauthCore
import Testing

/// Waiting, ending, and handles.
@Suite(.timeLimit(.minutes(1))) struct LifeTests {
    @Test func shutdownEndsAPollThatWaits() async throws {
        let app = try await open()
        let newest = try await app.next(afterRevision: 0).revision
        let waiting = Task { await kind { _ = try await app.next(afterRevision: newest + 1000) } }
        await app.shutdown()
        #expect(await waiting.value == .stopped)
    }

    /// Swift's cancellation does not reach the core: a cancelled call goes on waiting there. What it would have got,
    /// another reader gets all the same, because `next` answers by revision and not from a queue.
    @Test func aCancelledReaderTakesNothingAway() async throws {
        let app = try await open()
        let newest = try await app.next(afterRevision: 0).revision
        let cancelled = Task { try? await app.next(afterRevision: newest) }
        cancelled.cancel()
        try await app.scan(text: "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        let update = try await app.next(afterRevision: newest)
        #expect(update.revision > newest)
        #expect(try await app.accounts().count == 1)
        #expect(await cancelled.value != nil)
        await app.shutdown()
    }

    @Test func aCancelledCommandIsCarriedOut() async throws {
        let app = try await open()
        let adding = Task { try? await app.scan(text: "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") }
        adding.cancel()
        await adding.value
        #expect(try await app.accounts().count == 1)
        await app.shutdown()
    }

    @Test func manyHandlesComeAndGo() async throws {
        let folder = temporaryFolder()
        _ = try SoftwareKeys.open(folder: folder)
        let before = try residentKilobytes()
        for _ in 0..<10_000 { _ = try SoftwareKeys.open(folder: folder).needsPassphrase() }
        #expect(try residentKilobytes() - before < 30_000)
        let app = try await open()
        for _ in 0..<10_000 { _ = App(unsafeFromHandle: app.uniffiCloneHandle()) }
        #expect(try await app.accounts().isEmpty, "the last handle still works")
        await app.shutdown()
    }

    @Test func framesThatDoNotFitHoldNothing() async throws {
        let app = try await open()
        #expect(!app.frame(luma: Data(count: 10), width: 640, height: 480, rowStride: 640))
        #expect(!app.frame(luma: Data(count: 640 * 480), width: 640, height: 480, rowStride: 640))
        await app.shutdown()
    }

    private func residentKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(Int(line.filter(\.isNumber)))
    }
}
