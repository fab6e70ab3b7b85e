import Foundation
import KauthCore
import Testing

/// A restaurant's QR code: `https://example.com/menu`.
private let menu = """
    iVBORw0KGgoAAAANSUhEUgAAAIQAAACEAQAAAAB5P74KAAAAyElEQVR42u2WwQ3DMAwDiS6g/bfkBgpp+ZMABQqzzyhN6vhxoERZ\
    LfoRxLtz3wFQha61aH7wjF92xCl9Ss/yIuFITtEP3SGHTuwPHIC5nl2itD7LL0fo1/hP1qzO86K+KF2uVKKnBKFg9Ns5h2zpEIXI\
    +pAK95BAEUdOcVox9F2Mcm6rUOcc2YQ59GFeYnH1UHwuoO6Rmsh3h6R4AkWcXRr71nFetRWl86fntHfKWVcznquOzn8vZDulBuk8\
    nH5kp/Pw/VfwZecC1bP0VRkow9YAAAAASUVORK5CYII=
    """

extension Flows {
    @MainActor @Suite struct LinkingTrouble {
        @Test func a2ACodeOfSomethingElse() async throws {
            let hand = try await Hand()
            hand.shell.picture = try #require(Data(base64Encoded: menu))
            try await hand.tap("Add an account")
            try await hand.tap("From a picture or a file")
            try await hand.see("This is not something kAuth can use.", "Add an account")
            await hand.close()
        }

        @Test func a2ACodeThatHasExpired() async throws {
            let (person, hand) = (try await Person(), try await Hand())
            try await person.ask("sign_up", ["name": "Anita A"])
            try await hand.scan(person.text("kauth_link", "start_link"))
            try await person.ask("turn", ["seconds": 3600])
            try await hand.tap("Continue")
            try await hand.see("This link has expired.")
            await hand.close()
        }

        @Test func a2DigitsWrongTooOftenEndItOnBothSides() async throws {
            let (person, hand) = (try await Person(), try await Hand())
            try await person.ask("sign_up", ["name": "Aurel A"])
            try await hand.scan(person.text("kauth_link", "start_link"))
            try await hand.tap("Continue")
            let wrong = otherDigits(try await hand.linkCode())
            var state = "claimed"
            while state == "claimed" {
                state = try await person.text("state", "type_digits", ["code": wrong])
            }
            #expect(state == "refused")
            try await hand.see("The link was cancelled on the page.")
            try await hand.tap("Close")
            try await hand.see("Sign in safely with this phone")
            await hand.close()
        }
    }
}
