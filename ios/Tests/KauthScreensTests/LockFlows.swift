import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct Lock {
        @Test func hLockedAndUnlockedNoWorksWhileLocked() async throws {
            let linked = try await Linked("Hanna H")
            let hand = linked.hand
            try await lock(hand)
            #expect(hand.shell.notices.isEmpty)
            try await linked.person.ask("sign_in")
            try await hand.see("Is this you?", "Unlock to approve. You can say no without unlocking.")
            #expect(hand.shell.notices.last?.canApprove != true)
            try await hand.tap("No")
            try await linked.ended("refused", "Refused")
            try await hand.tap("Close")
            try await unlock(hand)
            try await hand.see("Accounts", linked.login)
            await linked.end()
        }

        @Test func hLockedTheProcessDiesAndWhatWaitsCanStillBeRefused() async throws {
            let linked = try await Linked("Hedda H")
            try await lock(linked.hand)
            try await linked.person.ask("sign_in")
            try await linked.hand.see("Is this you?")
            await linked.end()
            let hand = try await Hand(folder: linked.hand.folder)
            try await hand.see("Unlock to approve. You can say no without unlocking.")
            try await hand.tap("Later")
            try await hand.see("kAuth is locked")
            try await hand.seeNo(linked.login)
            try await hand.tap("One request is waiting. You can say no without unlocking.")
            try await hand.see("Is this you?")
            #expect(!hand.device.tap("Yes"))
            try await hand.tap("No")
            try await hand.see("Refused")
            #expect(try await linked.person.text("state", "waiting") == "refused")
            try await hand.tap("Close")
            try await unlock(hand)
            try await hand.home()
            try await hand.see(linked.login)
            #expect(try await hand.app.accounts().compactMap(\.code).count == 1)
            await hand.close()
        }

        private func lock(_ hand: Hand) async throws {
            try await hand.home()
            try await hand.tap("Settings")
            try await hand.tap("Set a passphrase")
            try await hand.type("correct horse", into: "New passphrase")
            try await hand.type("another horse", into: "New passphrase once more")
            try await hand.tap("Save")
            try await hand.see("Cancel")
            try await hand.type("correct horse", into: "New passphrase once more")
            try await hand.tap("Save")
            try await hand.see("Locked by a passphrase.")
            try await hand.tap("Lock")
            try await hand.see("kAuth is locked")
        }

        private func unlock(_ hand: Hand) async throws {
            try await hand.type("wrong horse", into: "Passphrase")
            try await hand.tap("Unlock")
            try await hand.see("This is not the right passphrase.")
            try await hand.type("correct horse", into: "Passphrase")
            try await hand.tap("Unlock")
            try await hand.seeNo("kAuth is locked")
        }
    }
}
