import Foundation
import KauthCore
import Testing

extension Flows {
    @MainActor @Suite struct Importing {
        /// Two QR codes that belong together: *Example, anna*; then *Shop, bob* and one with MD5.
        private let first =
            "otpauth-migration://offline?data=CjMKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgxFeGFtcGxlOmFubmEaB0V4YW1wbGUgASgBMAIQARgC"
            + "IAAo%2Bf%2F%2F%2F%2F%2F%2F%2F%2F%2F%2FAQ%3D%3D"
        private let second =
            "otpauth-migration://offline?data=CicKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgNib2IaBFNob3AgASgBMAIKJwoUMTIzNDU2Nzg5MDEy"
            + "MzQ1Njc4OTASBGNhcmwaA09sZCAEKAEwAhABGAIgASj5%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F8B"
        private let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

        private var aegis: String {
            """
            {"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[
            {"type":"totp","name":"anna","issuer":"Example","info":{"secret":"\(secret)","algo":"SHA1","digits":6,"period":30}},
            {"type":"totp","name":"reader","issuer":"Library","note":"the blue card","info":{"secret":"\(secret)"}},
            {"type":"steam","name":"erik","issuer":"Games","info":{"secret":"GEZDGNBV","algo":"SHA1","digits":5}}]}}
            """
        }

        @Test func a3CodesOfAnotherAuthenticatorOneAfterTheOther() async throws {
            let hand = try await Hand()
            try await hand.tap("Add an account")
            try await hand.tap("Paste a link")
            try await hand.type(second, into: "Link or otpauth address")
            try await hand.tap("Save")
            try await hand.see("2 accounts found", "1 of 2 QR codes have been read.", "Old · carl")
            try await hand.see("Its algorithm is none of SHA1, SHA256 and SHA512.")
            try await hand.tap("Scan another")
            try await hand.see("Scan a QR code")
            try await hand.scan(first)
            try await hand.see("3 accounts found")
            try await hand.seeNo("Scan another")
            try await hand.tap("Add all")
            try await hand.see("2 accounts added", "Example", "Shop")
            try await hand.seeNo("Old")
            #expect(try await hand.app.accounts().count == 2)
            await hand.close()
        }

        @Test func a3AFileWithWhatIsThereAlready() async throws {
            let hand = try await Hand()
            try await hand.scan("otpauth://totp/Example:anna?secret=\(secret)&issuer=Example")
            try await hand.tap("Add an account")
            hand.shell.picture = Data(aegis.utf8)
            try await hand.tap("From a picture or a file")
            try await hand.see("3 accounts found", "In a file from Aegis.", "To be added", "Already here")
            try await hand.see("Codes of the kind Steam cannot be made here.")
            try await hand.tap("Cancel")
            try await hand.see("Add an account")
            #expect(try await hand.app.accounts().count == 1)
            try await hand.tap("From a picture or a file")
            try await hand.tap("Add it")
            try await hand.see("1 account added", "Library", "the blue card")
            #expect(try await hand.app.accounts().count == 2)
            await hand.close()
        }

        @Test func a3AFileWithAPasswordSaysWhatToDo() async throws {
            let hand = try await Hand()
            try await hand.tap("Add an account")
            hand.shell.picture = Data("{\"encrypted\":true,\"data\":\"2.AA|BB|CC\"}".utf8)
            try await hand.tap("From a picture or a file")
            try await hand.see("This file is locked with a password.", "Add an account")
            hand.shell.picture = Data("hello".utf8)
            try await hand.tap("From a picture or a file")
            try await hand.see("kAuth can read neither a picture nor another app’s accounts here.")
            #expect(try await hand.app.accounts().isEmpty)
            await hand.close()
        }
    }
}
