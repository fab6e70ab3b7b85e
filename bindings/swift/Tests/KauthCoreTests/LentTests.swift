import Foundation
import KauthCore
import Testing

/// What a shell lends may fail: the core says so and goes on.
@Suite(.timeLimit(.minutes(1))) struct LentTests {
    @Test(arguments: [KeyStoreError.Failed, KeyStoreError.Locked]) func aKeyStoreThatFails(_ error: KeyStoreError) async {
        let keys = MemoryKeys()
        keys.fail(with: error)
        #expect(await kind { _ = try await open(keys) } != nil)
        #expect(keys.callCount > 0)
    }

    @Test func aKeyStoreThatThrowsWhatNobodyKnows() async throws {
        let keys = MemoryKeys()
        keys.fail(with: MemoryKeys.SomethingElse())
        #expect(await kind { _ = try await open(keys) } == .keyStore)
        keys.fail(with: nil)
        let app = try await open(keys)
        try await app.scan(text: "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(try await app.accounts().count == 1)
        await app.shutdown()
    }

    @Test func aVaultComesBackByTheKeyStoreThatWrappedIt() async throws {
        let folder = temporaryFolder()
        let clock = StandingClock(unixSeconds: 59)
        let first = try await App.open(config: config(folder), keys: MemoryKeys(), clock: clock)
        try await first.scan(text: "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8")
        await first.shutdown()
        let second = try await App.open(config: config(folder), keys: MemoryKeys(), clock: clock)
        #expect(try await second.accounts().first?.code?.filter(\.isNumber) == "94287082")
        await second.shutdown()
        let keys = MemoryKeys()
        keys.fail(with: KeyStoreError.NotFound)
        #expect(await kind { _ = try await App.open(config: config(folder), keys: keys, clock: clock) } == .vaultKey)
    }

    @Test func aClockThatBreaksIsReplacedByTheMachines() async throws {
        let clock = StandingClock(unixSeconds: 59)
        let app = try await App.open(config: config(), keys: MemoryKeys(), clock: clock)
        try await app.scan(text: "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8")
        #expect(try await app.accounts().first?.code?.filter(\.isNumber) == "94287082")
        clock.breakDown()
        #expect(try await app.accounts().first?.code?.filter(\.isNumber).count == 8)
        await app.shutdown()
    }
}
