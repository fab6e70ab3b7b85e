import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct Endings {
        @Test func c5EndingsAndTheHistory() async throws {
            let linked = try await Linked("Caspar C")
            try await linked.signIn()
            try await linked.person.ask("withdraw")
            try await linked.hand.see("Withdrawn")
            try await linked.hand.tap("Close")
            try await linked.person.ask("turn", ["seconds": 3600])
            try await linked.signIn()
            try await linked.person.ask("turn", ["seconds": 121])
            try await linked.ended("expired", "Time is up")
            try await linked.hand.tap("Close")
            try await linked.hand.home()
            try await linked.hand.tap("History")
            try await linked.hand.see("Withdrawn", "Time is up", "Sign-in")
            await linked.end()
        }

        @Test func c5AnAnswerIsKeptWhileTheProviderIsAway() async throws {
            let linked = try await Linked("Cyrus C")
            try await linked.signIn()
            try await linked.person.ask("outage", ["on": true])
            try await linked.hand.tap("Yes")
            try await linked.hand.see("Your answer is kept")
            try await linked.person.ask("outage", ["on": false])
            try await linked.hand.app.networkChanged()
            try await linked.ended("approved", "Approved")
            await linked.end()
        }

        @Test func c5AnsweredOnAnotherDevice() async throws {
            let linked = try await Linked("Clemens C")
            let tablet = try await Hand("Tablet")
            try await tablet.scan(linked.person.text("kauth_link", "start_link"))
            try await tablet.tap("Continue")
            try await linked.person.ask("type_digits", ["code": tablet.linkCode()])
            try await linked.person.ask("link_state", ["until": ["active"]])
            try await linked.signIn()
            try await tablet.see("Is this you?")
            try await linked.hand.tap("Yes")
            try await linked.ended("approved", "Approved")
            try await tablet.see("Answered on another device", "Pixel")
            await tablet.close()
            await linked.end()
        }

        @Test func c5ExpiredBeforeItWasOpened() async throws {
            let linked = try await Linked("Cosmo C")
            let hand = linked.hand
            try await hand.app.paused()
            try await linked.person.ask("sign_in")
            try await hand.app.woken()
            try await hand.until("a notification") { [shell = hand.shell] _ in !shell.notices.isEmpty }
            try await linked.person.ask("turn", ["seconds": 600])
            // The provider may not have ended it yet when the first wake-up asks.
            let end = ContinuousClock.now + .seconds(30)
            while !hand.shell.notices.isEmpty, ContinuousClock.now < end { try await hand.app.woken() }
            #expect(hand.shell.notices.isEmpty)
            try await hand.app.resumed()
            try await linked.ended("expired", "Too late")
            try await hand.see("This request had expired before it was opened here.")
            await linked.end()
        }

        @Test func c5ReplacedByANewerOne() async throws {
            let linked = try await Linked("Cora C")
            try await linked.signIn()
            try await linked.person.ask("turn", ["seconds": 10])
            try await linked.person.ask("ask_again")
            try await linked.hand.see("Replaced by a newer request")
            try await linked.hand.tap("Close")
            try await linked.hand.see("Is this you?")
            try await linked.hand.tap("No")
            try await linked.ended("refused", "Refused")
            await linked.end()
        }

        @Test func c5ApprovedButNotUsedInTime() async throws {
            let linked = try await Linked("Chloe C")
            try await linked.signIn()
            try await linked.hand.tap("Yes")
            try await linked.ended("approved", "Approved")
            try await linked.person.ask("turn", ["seconds": 61])
            try await linked.hand.app.networkChanged()
            try await linked.hand.see("Approved, but not used in time")
            await linked.end()
        }

        @Test func c5NoNetworkUntilTheTimeWasUp() async throws {
            let linked = try await Linked("Cato C")
            try await linked.hand.app.paused()
            try await linked.person.ask("sign_in")
            // Of a request's two minutes ten seconds are left.
            try await linked.person.ask("turn", ["seconds": 110])
            try await linked.hand.app.resumed()
            try await linked.hand.see("Is this you?")
            try await linked.person.ask("outage", ["on": true])
            try await linked.hand.tap("Yes")
            try await linked.hand.see("Your answer is kept")
            try await linked.hand.see("Your answer did not arrive")
            await linked.end()
        }

        @Test func c5AYesThatTheProviderDoesNotTake() async throws {
            let linked = try await Linked("Celia C", policy: ["policy": "yes_no", "user_check": true])
            try await linked.signIn()
            linked.hand.shell.signsOther = true
            try await linked.hand.tap("Yes")
            try await linked.hand.see("Not accepted")
            await linked.end()
        }
    }
}
