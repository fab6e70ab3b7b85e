import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct Linking {
        @Test func a1FromThisPhone() async throws {
            let (person, hand) = (try await Person(), try await Hand())
            let login = try await person.text("login", "sign_up", ["name": "Albert A", "browser": "desk"])
            try await hand.tap("Add an account")
            try await hand.see("Recommended.")
            try await hand.tap("Sign in on this phone")
            try await hand.type("nothing like an address", into: "Provider’s address")
            try await hand.tap("Sign in")
            try await hand.see("This is not a provider’s address.")
            #expect(hand.shell.openedUrls.isEmpty)
            try await hand.type(person.url, into: "Provider’s address")
            try await hand.tap("Sign in")
            try await hand.see("Sign in on the page that opened")
            try await hand.until("a page in the browser") { [shell = hand.shell] _ in !shell.openedUrls.isEmpty }
            let page = try #require(hand.shell.openedUrls.first)
            let back = try await person.text("redirect", "authorize", ["url": page, "login": login])
            try await hand.app.opened(url: back)
            #expect(try await hand.recoveryCodes().count == 10)
            try await hand.tap("I saved them")
            try await hand.home()
            try await hand.see("Accounts", login)
            await hand.close()
        }

        @Test func a2FromAComputerWrongDigitsFirst() async throws {
            let (person, hand) = (try await Person(), try await Hand())
            try await person.ask("sign_up", ["name": "Anna A"])
            let picture = try await person.text("qr_png", "start_link")
            hand.shell.picture = Data(base64Encoded: picture)
            try await hand.tap("Add an account")
            try await hand.tap("From a picture or a file")
            try await hand.see("Link this phone with this provider?", "127.0.0.1")
            try await hand.tap("Continue")
            let code = try await hand.linkCode()
            try await hand.see("Type this code on the page", code.map(String.init).joined(separator: " "))
            let wrong = try await person.ask("type_digits", ["code": otherDigits(code)])
            #expect(wrong["state"] as? String == "claimed")
            #expect((wrong["error"] as? String)?.isEmpty == false)
            #expect(try await hand.linkCode() == code)
            #expect(["confirmed", "active"].contains(try await person.text("state", "type_digits", ["code": code])))
            try await person.ask("link_state", ["until": ["active"]])
            try await hand.tap("I saved them")
            try await hand.home()
            try await hand.see("Accounts", "anna.a@example.org")
            let phones = try await person.ask("phones")["phones"] as? [[String: Any]]
            #expect(phones?.first?["name"] as? String == "Pixel")
            await hand.close()
        }

        @Test func a2CancelledBeforeAnythingWasSent() async throws {
            let (person, hand) = (try await Person(), try await Hand())
            try await person.ask("sign_up", ["name": "Anton A"])
            try await hand.scan(person.text("kauth_link", "start_link"))
            try await hand.see("Continue only if you started this yourself")
            try await hand.tap("Cancel")
            try await hand.see("Sign in safely with this phone")
            #expect(try await person.text("state", "link_state") == "created")
            await hand.close()
        }

        @Test func a2TheProcessDiesWhileTheDigitsAreShown() async throws {
            let (person, first) = (try await Person(), try await Hand())
            try await person.ask("sign_up", ["name": "Agnes A"])
            try await first.scan(person.text("kauth_link", "start_link"))
            try await first.tap("Continue")
            let code = try await first.linkCode()
            await first.close()
            let hand = try await Hand(folder: first.folder)
            #expect(try await hand.linkCode() == code)
            try await person.ask("type_digits", ["code": code])
            #expect(try await hand.recoveryCodes().count == 10)
            await hand.close()
        }

        @Test func a3OtherServices() async throws {
            let hand = try await Hand()
            try await hand.tap("Add an account")
            try await hand.tap("Paste a link")
            try await hand.type("otpauth://totp/a?secret=1889", into: "Link or otpauth address")
            try await hand.tap("Save")
            try await hand.see("Add an account", "Cancel")
            let uri = "otpauth://totp/Example:anna@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example"
            try await hand.type(uri, into: "Link or otpauth address")
            try await hand.tap("Save")
            try await hand.see("Example", "added")
            try await hand.home()
            try await hand.tap("Add an account")
            try await hand.tap("Type the secret key")
            try await hand.type("Typed", into: "Site or service")
            try await hand.type("anna", into: "Account name")
            try await hand.type("not base32: 0189", into: "Secret key")
            try await hand.tap("Save")
            try await hand.until("what is wrong") { [phone = hand.phone] _ in
                if case .addByHand(let view) = phone.state?.view.screen { view.problem != nil } else { false }
            }
            try await hand.type("jbsw y3dp-ehpk 3pxp", into: "Secret key")
            try await hand.tap("Save")
            try await hand.seeNo("Secret key")
            #expect(try await hand.app.accounts().count == 2)
            await hand.close()
        }

        @Test func a4SeveralAccounts() async throws {
            let hand = try await Hand()
            for name in ["Work", "Home"] {
                try await hand.scan(
                    "otpauth://totp/\(name):anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=\(name)")
            }
            try await hand.home()
            try await hand.see("Work", "Home")
            try await hand.tap("Work, anna")
            try await hand.tap("Rename")
            try await hand.type(String(repeating: "long", count: 40), into: "Account name")
            try await hand.tap("Save")
            try await hand.see("Cancel")
            try await hand.type("the boss", into: "Account name")
            try await hand.tap("Save")
            try await hand.see("the boss")
            try await hand.tap("Edit note")
            try await hand.type("laptop in the office", into: "Note")
            try await hand.tap("Save")
            try await hand.see("laptop in the office")
            try await hand.tap("Back")
            try await hand.type("office", into: "Search")
            try await hand.seeNo("Home")
            try await hand.see("the boss")
            try await hand.type("nowhere", into: "Search")
            try await hand.see("No account matches “nowhere”.")
            try await hand.type("", into: "Search")
            try await hand.tap("Home, anna")
            try await hand.tap("Remove")
            try await hand.see("Remove")
            try await hand.tap("Remove from this phone")
            try await hand.see("removed", "Undo")
            try await hand.tap("Undo")
            try await hand.see("Home")
            #expect(try await hand.app.accounts().count == 2)
            await hand.close()
        }
    }
}
