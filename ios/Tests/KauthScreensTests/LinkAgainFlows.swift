import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct LinkAgain {
        @Test func a5TheKeyThatSaysYesDiedAndAFreshCodeLinksAgain() async throws {
            let linked = try await Linked("Arno A", policy: ["policy": "yes_no", "user_check": true])
            let hand = linked.hand
            let before = try hand.keys()
            try hand.kill("approval")
            try await linked.signIn()
            try await hand.tap("Yes")
            try await hand.see("The key with which this phone says yes is gone.")
            #expect(!hand.device.tap("Yes"))
            try await hand.tap("No")
            try await linked.ended("refused", "Refused")
            try await hand.tap("Close")
            try await hand.see("Saying yes to requests", "Codes", "Saying no, and reporting")
            try await hand.tap("Close")
            try await hand.home()
            try await hand.see("This phone must be linked with", "Link this phone again")
            try await hand.tap("What to do")
            try await hand.tap("Close")
            // So long after a no nobody is asked again.
            try await linked.person.ask("turn", ["seconds": 61])
            try await linked.signIn()
            try await hand.tap("Later")
            #expect(try await linked.person.text("page", "type_code", ["code": hand.code()]) == "account")
            hand.shell.picture = Data(base64Encoded: try await linked.person.text("qr_png", "start_link"))
            try await hand.tap("Add an account")
            try await hand.tap("From a picture or a file")
            try await hand.tap("Continue")
            try await linked.person.ask("type_digits", ["code": hand.linkCode()])
            try await isWhole(linked, hand, before, phonesOnPage: 1)
            await linked.end()
        }

        @Test func a5AllKeysDiedAndSigningInOnThePhoneLinksAgain() async throws {
            let linked = try await Linked("Alma A")
            let before = try linked.hand.keys()
            await linked.end()
            try linked.hand.kill("transport", "approval")
            let hand = try await Hand(folder: linked.hand.folder)
            try await hand.see("Receiving and answering requests", "Codes")
            try await hand.tap("Close")
            try await hand.see("This phone must be linked with")
            try await linked.person.ask("sign_in")
            #expect(try await linked.person.text("page", "type_code", ["code": hand.code()]) == "account")
            try await hand.tap("What to do")
            try await hand.tap("Link again")
            try await hand.until("a page in the browser") { [shell = hand.shell] _ in !shell.openedUrls.isEmpty }
            let page = try #require(hand.shell.openedUrls.first)
            let back = try await linked.person.text("redirect", "authorize", ["url": page, "login": linked.login])
            try await hand.app.opened(url: back)
            // Nothing is left with which the phone could say that its old self is gone.
            try await isWhole(linked, hand, before, phonesOnPage: 2)
            await hand.close()
        }

        private func isWhole(_ linked: Linked, _ hand: Hand, _ before: Set<String>, phonesOnPage: Int) async throws {
            try await hand.see("10 recovery codes left", "Recovery codes")
            try await hand.home()
            try await hand.see("Accounts", linked.login)
            try await hand.seeNo("again")
            #expect(try await hand.app.accounts().count == 1)
            try await hand.untilOnlyNewKeys(since: before)
            let phones = try await linked.person.ask("phones")["phones"] as? [Any]
            #expect(phones?.count == phonesOnPage)
            let digits = try #require(try await linked.signIn(as: "stranger", on: hand)["digits"] as? String)
            try await hand.type(digits, into: "Digits shown in the browser")
            try await hand.tap("Yes")
            try await hand.see("Approved")
            #expect(try await linked.person.text("state", "waiting") == "approved")
        }
    }
}
