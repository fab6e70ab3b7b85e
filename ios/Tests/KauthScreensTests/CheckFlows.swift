import Foundation
import KauthCore
import Testing

extension Flows {
    /// F: proving who one is, with somebody of the support at the other end.
    @MainActor @Suite struct Proving {
        let person: Person
        let hand: Hand

        init() async throws {
            person = try await Person()
            hand = try await Hand()
            try await person.ask("hire")
        }

        private func file(_ name: String, _ what: String, _ more: [String: Any] = [:]) async throws -> Data {
            try #require(try await Data(base64Encoded: person.text(name, what, more)))
        }

        /// From the page's QR code to what is agreed to; the person's number is given.
        private func isAsked() async throws -> String {
            let account = try await person.ask("sign_up", ["name": "Frieda F"])
            let login = try #require(account["login"] as? String)
            hand.shell.picture = try await file("qr_png", "forgotten", ["browser": "lost", "login": login])
            try await hand.tap("Add an account")
            try await hand.tap("From a picture or a file")
            try await hand.see("Prove who you are to this provider?")
            try await hand.tap("Continue")
            try await hand.see("This phone is not linked with this provider.")
            return try #require(account["number"] as? String)
        }

        /// From there to the code of the SMS, which is given.
        private func isSentACode() async throws -> String {
            let number = try await isAsked()
            try await hand.tap("I agree")
            try await hand.type("079 123", into: "Mobile number")
            try await hand.tap("Send me a code")
            try await hand.see("This is not a mobile number.")
            try await hand.type(number, into: "Mobile number")
            try await hand.tap("Send me a code")
            try await hand.see("The code from the SMS")
            return try await code()
        }

        /// From the page's QR code to the question where the phone is.
        private func answer() async throws {
            let code = try await isSentACode()
            try await hand.type(otherDigits(code), into: "Code")
            try await hand.tap("Next")
            try await hand.see("That is not the code of the SMS. 4 tries are left.")
            #expect(hand.shell.spoken.last == "That is not the code of the SMS. 4 tries are left.")
            try await hand.type(code, into: "Code")
            try await hand.tap("Next")
            try await hand.see("Where you are")
        }

        private func code() async throws -> String {
            let mails = try await person.ask("mails")["mails"] as? [[String: Any]] ?? []
            let mail = mails.first { $0["kind"] as? String == "check_code" }
            return try #require(mail?["code"] as? String)
        }

        private func photograph(_ title: String, _ picture: Data) async throws {
            try await hand.see(title)
            hand.shell.picture = picture
            try await hand.tap("Take the picture")
        }

        /// From the page's QR code to the first picture of an identity card.
        private func isAtPictures() async throws {
            try await answer()
            try await hand.tap("Go on without")
            try await hand.tap("Identity card")
        }

        @Test func f1WhoDoesNotAgreeIsRidOfIt() async throws {
            _ = try await isAsked()
            try await hand.tap("I do not agree")
            try await hand.see("Withdrawn. Nothing of it is kept.", "Sign in safely with this phone")
            await hand.close()
        }

        @Test func f4AnotherDocumentIsChosenBeforeAnythingIsSent() async throws {
            try await answer()
            try await hand.tap("Go on without")
            try await hand.tap("Passport")
            try await hand.see("Page with the photo")
            try await hand.tap("Use another document")
            try await hand.see("Which document?")
            try await hand.tap("Identity card")
            try await hand.see("Front of the card")
            await hand.close()
        }

        @Test func f5TheOtherSideIsRefusedInWords() async throws {
            try await isAtPictures()
            let front = try await file("front", "papers")
            try await photograph("Front of the card", front)
            try await photograph("Back of the card", front)
            try await hand.see("This looks like the other side. Turn the document over.")
            await hand.close()
        }

        @Test func f6ASelfieWithoutThePersonIsRefusedInWords() async throws {
            try await isAtPictures()
            try await photograph("Front of the card", file("front", "papers"))
            let back = try await file("back", "papers")
            try await photograph("Back of the card", back)
            try await photograph("You with the document", back)
            try await hand.see("Your face cannot be seen. Look into the camera.")
            await hand.close()
        }

        @Test func f7AnyPictureIsTakenAgainAndAllCanBeWithdrawnInstead() async throws {
            try await isAtPictures()
            let front = try await file("front", "papers")
            try await photograph("Front of the card", front)
            try await photograph("Back of the card", file("back", "papers"))
            try await photograph("You with the document", file("selfie", "papers"))
            try await hand.see("Look at everything once more")
            try await hand.tap("Take again: Front of the card")
            try await photograph("Front of the card", front)
            try await hand.see("Look at everything once more")
            try await hand.tap("Withdraw")
            try await hand.see("Withdraw the identity check?")
            try await hand.tap("Withdraw")
            try await hand.see("Withdrawn. Nothing of it is kept.")
            await hand.close()
        }

        @Test func f8ThePasswordIsForgottenAndNoOtherWayIsLeft() async throws {
            try await answer()
            try await hand.tap("Share my location")
            try await hand.tap("Identity card")
            let front = try await file("front", "papers")
            let selfie = try await file("selfie", "papers")
            try await photograph("Front of the card", front)
            try await photograph("Back of the card", front)
            try await hand.see("This looks like the other side. Turn the document over.")
            try await photograph("Back of the card", file("back", "papers"))
            try await photograph("You with the document", selfie)
            try await hand.see("Look at everything once more")
            try await hand.tap("Enlarge: Front of the card")
            try await hand.tap("Close")
            try await hand.seeNo("Close")
            try await hand.tap("Send")
            try await hand.see("Received")
            let seen = try await person.ask(
                "review", ["decision": "retake", "picture": "selfie", "reason": "blurred"])
            #expect(seen["pictures"] as? [String] == ["front", "back", "selfie"])
            #expect(seen["located"] as? Bool == true)
            try await hand.see("Please take a picture again", "It is blurred.")
            try await hand.tap("Take it now")
            try await photograph("You with the document", selfie)
            try await hand.tap("Send")
            try await hand.see("Received")
            try await person.ask("review", ["decision": "accept"])
            try await hand.see("Accepted")
            try await person.ask("turn", ["seconds": 3_700])
            try await hand.app.networkChanged()
            try await hand.tap("Go on")
            try await hand.until("the page was opened") { [shell = hand.shell] _ in !shell.openedUrls.isEmpty }
            try await person.ask(
                "finish_check",
                ["browser": "phone", "url": hand.shell.openedUrls[0], "password": "a quite different phrase"])
            try await hand.app.networkChanged()
            try await hand.see("You have proved who you are, and it is done.")
            try await hand.tap("Done")
            try await hand.see("Sign in safely with this phone")
            await hand.close()
        }

        @Test func f2TooManyWrongCodesLeaveNothingButWithdrawingWhichIsAskedAboutFirst() async throws {
            let code = try #require(Int(try await isSentACode()))
            // The same wrong code again costs no try.
            func type(wrong: Int) async throws {
                let digits = String((code + wrong) % 1_000_000)
                let padded = String(repeating: "0", count: 6 - digits.count) + digits
                try await hand.type(padded, into: "Code")
                try await hand.tap("Next")
            }
            let left = ["4 tries are left", "3 tries are left", "2 tries are left", "1 try is left"]
            for (tried, left) in left.enumerated() {
                try await type(wrong: tried + 1)
                try await hand.see("That is not the code of the SMS. \(left).")
            }
            try await type(wrong: 5)
            try await hand.seeNo("Next")
            try await hand.tap("Withdraw")
            try await hand.see("Withdraw the identity check?")
            try await hand.tap("Cancel")
            try await hand.see("The code from the SMS")
            try await hand.tap("Withdraw")
            try await hand.see("Withdraw the identity check?")
            try await hand.tap("Withdraw")
            try await hand.see("Withdrawn. Nothing of it is kept.", "Sign in safely with this phone")
            await hand.close()
        }

        @Test func f3WhatThePhoneDoesNotKnowIsSaid() async throws {
            try await answer()
            hand.shell.place = nil
            try await hand.tap("Share my location")
            try await hand.see("Your location could not be found out.")
            try await hand.app.permission(kind: .location, state: .blocked)
            try await hand.see("kAuth is not allowed to know your location.")
            try await hand.seeNo("Your location could not be found out.")
            try await hand.tap("Open system settings")
            try await hand.until("the settings") { [shell = hand.shell] _ in shell.openedSettings == [.app] }
            try await hand.app.permission(kind: .location, state: .granted)
            try await hand.seeNo("Open system settings")
            try await hand.tap("Go on without")
            try await hand.tap("Passport")
            try await photograph("Page with the photo", Data([9, 9, 9]))
            try await hand.see("This picture cannot be opened.")
            await hand.close()
        }
    }
}
