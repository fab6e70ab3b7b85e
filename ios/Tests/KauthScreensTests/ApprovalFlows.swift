import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct Approvals {
        @Test func c1YesAndNo() async throws {
            let linked = try await Linked("Clara C")
            try await linked.signIn()
            try await linked.hand.see("127.0.0.1", linked.login, "Time left", "Later")
            try await linked.hand.until("a notification") { [shell = linked.hand.shell] _ in !shell.notices.isEmpty }
            try await linked.hand.tap("Yes")
            try await linked.ended("approved", "Approved")
            #expect(try await linked.person.ask("finish")["signed_in"] as? Bool == true)
            try await linked.hand.tap("Close")
            try await linked.signIn()
            try await linked.hand.tap("No")
            try await linked.ended("refused", "Refused")
            await linked.end()
        }

        @Test func c1LaterPutsItAside() async throws {
            let linked = try await Linked("Carola C")
            try await linked.signIn()
            try await linked.hand.tap("Later")
            try await linked.hand.tap("One request is waiting")
            try await linked.hand.see("Is this you?")
            try await linked.hand.tap("Yes")
            try await linked.ended("approved", "Approved")
            await linked.end()
        }

        @Test func c2OnTheSamePhone() async throws {
            let linked = try await Linked("Carl C")
            try await linked.signIn()
            try await linked.hand.scan(linked.person.text("link", "open_link"))
            try await linked.hand.tap("Yes")
            try await linked.ended("approved", "Approved")
            try await linked.hand.tap("Back to the browser")
            try await linked.hand.until("the browser") { [shell = linked.hand.shell] _ in shell.returns == 1 }
            await linked.end()
        }

        @Test func c3ThisWasNotMe() async throws {
            let linked = try await Linked("Cosima C")
            try await linked.signIn(as: "stranger")
            try await linked.hand.tap("This was not me")
            try await linked.ended("reported", "Reported")
            try await linked.hand.see("choose a new one now")
            let again = try await linked.person.ask("sign_in", ["as": "stranger"])
            #expect(again["state"] as? String == "other_factors")
            let page = try await linked.person.text("page", "type_recovery_code", ["code": linked.codes[0]])
            #expect(page == "new-password")
            await linked.end()
        }

        @Test(arguments: [("digits_2", 2), ("digits_6", 6)]) func c4Digits(policy: String, count: Int) async throws {
            let linked = try await Linked("Conrad C", policy: ["policy": policy, "user_check": false])
            let page = try await linked.signIn()
            let digits = try #require(page["digits"] as? String)
            #expect(digits.count == count)
            try await linked.hand.see("Type the \(count) digits that the browser shows.")
            try await linked.hand.type(otherDigits(digits), into: "Digits shown in the browser")
            try await linked.hand.tap("Yes")
            if count == 2 {
                try await linked.ended("failed", "Too many wrong digits")
            } else {
                try await linked.hand.see("Those are not the digits in the browser.")
                try await linked.hand.type(digits, into: "Digits shown in the browser")
                try await linked.hand.tap("Yes")
                try await linked.ended("approved", "Approved")
            }
            await linked.end()
        }

        @Test func c4TwoDigits() async throws {
            let linked = try await Linked("Conny C", policy: ["policy": "digits_2", "user_check": false])
            let digits = try #require(try await linked.signIn()["digits"] as? String)
            try await linked.hand.type(digits, into: "Digits shown in the browser")
            try await linked.hand.tap("Yes")
            try await linked.ended("approved", "Approved")
            await linked.end()
        }

        @Test func c4TheFingerNeverForNo() async throws {
            let linked = try await Linked("Cleo C", policy: ["policy": "yes_no", "user_check": true])
            linked.hand.shell.isWilling = false
            let before = linked.hand.shell.reasons.count
            try await linked.signIn()
            try await linked.hand.tap("Yes")
            try await linked.hand.see("It was not confirmed.")
            #expect(linked.hand.shell.reasons.count == before + 1)
            #expect(linked.hand.shell.reasons.last?.contains(linked.login) == true)
            try await linked.hand.tap("No")
            try await linked.ended("refused", "Refused")
            #expect(linked.hand.shell.reasons.count == before + 1)
            await linked.end()
        }

        @Test func c6ARememberedBrowserAsksNobody() async throws {
            let linked = try await Linked("Cyril C")
            try await linked.signIn()
            try await linked.hand.tap("Yes")
            try await linked.ended("approved", "Approved")
            try await linked.person.ask("finish", ["remember": true])
            try await linked.hand.tap("Close")
            #expect(try await linked.person.ask("sign_in")["signed_in"] as? Bool == true)
            #expect(try await linked.hand.app.inbox().isEmpty)
            await linked.end()
        }
    }
}
