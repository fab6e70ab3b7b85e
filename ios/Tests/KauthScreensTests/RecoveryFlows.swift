import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct Recovery {
        @Test func b1TenRecoveryCodes() async throws {
            let linked = try await Linked("Berta B")
            let (hand, codes) = (linked.hand, linked.codes)
            #expect(Set(codes).count == 10)
            let onPage = try await linked.person.ask("recovery_codes", ["saved": true])["codes"] as? [String]
            #expect(onPage == codes)
            try await hand.home()
            let row = try #require(try await hand.app.accounts().first)
            try await hand.tap(row.spoken)
            try await hand.see("10 recovery codes left")
            try await hand.tap("Recovery codes")
            try await hand.see(codes[0], codes[9])
            for label in ["Copy", "Save a copy", "Print"] { try await hand.tap(label) }
            try await hand.until("a copy, a file and a print") { [shell = hand.shell] _ in
                !shell.copied.isEmpty && !shell.saved.isEmpty && !shell.printed.isEmpty
            }
            for text in hand.shell.copied + hand.shell.saved + hand.shell.printed {
                #expect(codes.allSatisfy { text.contains($0) })
            }
            await linked.end()
        }

        @Test func g2SomebodyWantsToGetBackInAndThePhoneCanStopIt() async throws {
            let linked = try await Linked("Gerda G")
            let hand = linked.hand
            try await hand.home()
            try await linked.person.ask("hire")
            try await linked.person.ask("forgotten", ["browser": "lost", "login": "gerda.g@example.org"])
            try await hand.see("wants to get back into gerda.g@example.org")
            try await hand.until("the system's notification of it") { [shell = hand.shell] _ in
                shell.recoveries.contains { $0.body.contains("wants to get back into gerda.g@example.org") }
            }
            try await hand.tap("Stop this")
            try await hand.until("the page that stops it") { [shell = hand.shell] _ in
                shell.openedUrls.contains { $0.contains("/stop?t=") }
            }
            try await hand.tap("It was me")
            try await hand.seeNo("Stop this")
            try await hand.until("the notification goes") { [shell = hand.shell] _ in shell.recoveries.isEmpty }
            await linked.end()
        }

        @Test func b2EachSignsInOnce() async throws {
            let linked = try await Linked("Bruno B")
            try await linked.signIn()
            let page = try await linked.person.ask("type_recovery_code", ["code": linked.codes[0]])
            #expect(page["signed_in"] as? Bool == true)
            try await linked.hand.see("Withdrawn")
            try await linked.hand.tap("Close")
            let again = try await linked.person.ask("sign_in", ["as": "stranger"])
            #expect(again["signed_in"] as? Bool == false)
            let used = try await linked.person.ask("type_recovery_code", ["code": linked.codes[0]])
            #expect(used["signed_in"] as? Bool == false)
            try await linked.hand.app.refresh()
            let row = try #require(try await linked.hand.app.accounts().first)
            try await linked.hand.app.show(destination: .account(account: row.id))
            try await linked.hand.see("9 recovery codes left")
            await linked.end()
        }
    }
}
