import Foundation
import Testing

/// The flows of docs/flows.md on the screens, with the real core against a real server, one after the other.
@MainActor @Suite(.serialized, .timeLimit(.minutes(3))) struct Flows {}

/// A phone that was linked by scanning a page's code, and its recovery codes as they were on its screen.
@MainActor
struct Linked {
    let person: Person
    let hand: Hand
    let login: String
    let codes: [String]

    init(_ name: String, policy: [String: Any] = [:]) async throws {
        person = try await Person()
        if !policy.isEmpty { try await person.ask("set_policy", policy) }
        hand = try await Hand()
        login = try await person.text("login", "sign_up", ["name": name])
        try await hand.scan(person.text("kauth_link", "start_link"))
        try await hand.tap("Continue")
        try await person.ask("type_digits", ["code": hand.linkCode()])
        try await person.ask("link_state", ["until": ["active"]])
        codes = try await hand.recoveryCodes()
        try await hand.tap("I saved them")
        try await hand.seeNo("I saved them")
    }

    /// The password is typed in a browser, and the phone asks; `opened` if it was opened again since.
    @discardableResult
    func signIn(as kind: String = "known", on opened: Hand? = nil) async throws -> [String: Any] {
        let page = try await person.ask("sign_in", ["as": kind])
        #expect(page["state"] as? String == "pending")
        try await (opened ?? hand).see("Is this you?")
        return page
    }

    /// The page says so, and the phone too.
    func ended(_ state: String, _ title: String) async throws {
        #expect(try await person.text("state", "waiting") == state)
        try await hand.see(title)
    }

    func end() async { await hand.close() }
}

/// So many digits, and none of them as they should be.
func otherDigits(_ digits: String) -> String { String(digits.map { $0 == "9" ? "0" : "9" }) }

extension Hand {
    /// The six digits of a link, off the screen.
    func linkCode() async throws -> String {
        var code = ""
        try await until("six digits") { [phone] shown in
            guard case .linkCode(let view) = phone.state?.view.screen, shown.contains(view.code) else { return false }
            code = view.code.filter(\.isNumber)
            return true
        }
        return code
    }

    /// The recovery codes, off the screen.
    func recoveryCodes() async throws -> [String] {
        var codes: [String] = []
        try await until("recovery codes") { [phone] shown in
            guard case .recoveryCodes(let view) = phone.state?.view.screen else { return false }
            codes = view.codes
            return codes.allSatisfy { shown.contains($0) }
        }
        return codes
    }

    /// To the list, from wherever the person is.
    func home() async throws { try await app.show(destination: .accounts) }
}
