import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct Later {
        @Test func d1ACodeWithoutNetwork() async throws {
            let linked = try await Linked("Dora D")
            try await linked.hand.home()
            try await linked.person.ask("sign_in")
            try await linked.hand.tap("Later")
            try await linked.hand.see("Accounts")
            try await linked.person.ask("outage", ["on": true])
            let row = try #require(try await linked.hand.app.accounts().first)
            let code = try #require(row.code).filter(\.isNumber)
            try await linked.hand.see(row.spoken, code.map(String.init).joined(separator: " "))
            try await linked.person.ask("outage", ["on": false])
            let page = try await linked.person.ask("type_code", ["code": code])
            #expect(page["signed_in"] as? Bool == true)
            await linked.end()
        }

        @Test func d1AnotherCodeThanThePhonesDoesNot() async throws {
            let linked = try await Linked("Doris D")
            let code = try await linked.hand.code()
            try await linked.signIn()
            let wrong = try await linked.person.ask("type_code", ["code": otherDigits(code)])
            #expect(wrong["signed_in"] as? Bool == false)
            #expect((wrong["error"] as? String)?.isEmpty == false)
            #expect(try await linked.person.ask("type_code", ["code": code])["signed_in"] as? Bool == true)
            await linked.end()
        }

        @Test func d1TheProviderIsAway() async throws {
            let linked = try await Linked("Dina D")
            try await linked.hand.home()
            try await linked.person.ask("outage", ["on": true])
            try await linked.hand.tap("Refresh")
            try await linked.hand.see("cannot be reached. Codes still work.")
            try await linked.person.ask("outage", ["on": false])
            // The phone asks again by itself as well, and may have been faster.
            _ = linked.hand.device.tap("Try again")
            try await linked.hand.seeNo("cannot be reached")
            await linked.end()
        }

        @Test func e1TurnedOffInTheManager() async throws {
            let linked = try await Linked("Emil E")
            #expect(try await linked.person.text("state", "turn_off") == "off")
            try await linked.hand.see("\(linked.login) was removed", "The account and its codes were removed")
            try await linked.hand.tap("Close")
            try await linked.hand.see("Sign in safely with this phone")
            #expect(try await linked.hand.app.accounts().isEmpty)
            await linked.end()
        }

        @Test func e2TheAppRemovesItsOwnLink() async throws {
            let linked = try await Linked("Elsa E")
            let row = try #require(try await linked.hand.app.accounts().first)
            try await linked.hand.home()
            try await linked.hand.tap(row.spoken)
            try await linked.hand.tap("Remove")
            try await linked.hand.see("Two-step sign-in stays on")
            try await linked.hand.tap("Remove from this phone")
            try await linked.hand.see("removed", "Undo")
            await linked.end()
            let hand = try await Hand(folder: linked.hand.folder)
            try await hand.see("Sign in safely with this phone")
            try await hand.seeNo("Undo")
            _ = try? await hand.app.refresh()
            let phones = try await linked.person.ask("phones")
            #expect((phones["phones"] as? [Any])?.isEmpty == true)
            #expect(phones["state"] as? String == "on")
            await hand.close()
        }

        @Test func e3ALostPhoneIsRevoked() async throws {
            let linked = try await Linked("Erik E")
            try await linked.hand.app.paused()
            let code = try await linked.hand.code()
            try await linked.person.ask("revoke_phone", ["name": "Pixel"])
            try await linked.person.ask("sign_in", ["as": "stranger"])
            let refused = try? await linked.person.ask("type_code", ["code": code])
            #expect(refused?["signed_in"] as? Bool != true)
            try await linked.hand.app.resumed()
            try await linked.hand.see("was removed")
            await linked.end()
        }

        @Test func hSettings() async throws {
            let hand = try await Hand()
            try await hand.scan("otpauth://totp/Example:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example")
            try await hand.home()
            let code = try await hand.code()
            try await hand.tap("Settings")
            try await hand.tap("Hide codes in the list")
            try await hand.tap("Dark")
            try await hand.until("dark") { [phone = hand.phone] _ in phone.state?.view.theme == .dark }
            try await hand.tap("Back")
            try await hand.see("Show the code, Example, anna")
            try await hand.seeNo(code)
            try await hand.tap("Show the code, Example, anna")
            try await hand.see("Copy")
            try await hand.home()
            try await hand.tap("Settings")
            try await hand.tap("Deutsch")
            try await hand.see("Einstellungen", "Darstellung")
            await hand.close()
        }
    }
}
