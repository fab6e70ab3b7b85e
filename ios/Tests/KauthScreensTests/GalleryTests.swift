import Foundation
import KauthCore
import KauthModel
import KauthScreens
import SwiftUI
import Testing

/// Every screen in every state: nothing that the core says is left out, and everything that can be tapped has a name.
@MainActor @Suite(.timeLimit(.minutes(2))) struct GalleryTests {
    private let phone: Phone
    private let shell: TestShell

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kauth-\(UUID().uuidString)")
        shell = TestShell(keys: try SoftwareKeys.open(folder: folder.path()))
        phone = Phone(app: App(noHandle: App.NoHandle()), shell: shell)
    }

    @Test(arguments: ["en", "de", "fr", "it", "es", "pseudo"]) func allThatTheCoreSaysIsOnTheScreen(_ language: String)
    {
        for item in gallery(language: language) {
            for isLarge in [false, true] {
                let device = device(item, isLarge: isLarge)
                let words = device.words()
                for text in texts(item.view) {
                    #expect(words.contains(plainText(text)), "\(item.name) leaves out “\(text)”")
                }
                for control in device.context.controls {
                    #expect(
                        control.label.contains { $0.isLetter || $0.isNumber }, "\(item.name): a button without a name")
                }
                for field in device.context.fields {
                    #expect(!field.label.isEmpty, "\(item.name): a field without a name")
                }
            }
        }
    }

    @Test func codesAreSpokenDigitByDigit() {
        for item in gallery(language: "en") {
            let words = device(item).words()
            var codes: [String] = []
            switch item.view.screen {
            case .accounts(let view): codes = view.rows.flatMap { [$0.code, $0.nextCode] }.compactMap { $0 }
            case .account(let view): codes = [view.row.code, view.row.nextCode].compactMap { $0 }
            case .linkCode(let view): codes = [view.code]
            case .recoveryCodes(let view): codes = view.codes
            default: break
            }
            for code in codes { #expect(words.contains(spokenDigits(code)), "\(item.name): \(code)") }
        }
    }

    @Test func whatWentWrongIsReadOutOnce() {
        var read = 0
        for item in gallery(language: "en") {
            let before = shell.spoken.count
            let device = device(item)
            for _ in 1...3 { device.render() }
            let heard = Array(shell.spoken.dropFirst(before))
            #expect(heard == [problem(of: item.view.screen)].compactMap { $0 }, "\(item.name)")
            read += heard.count
        }
        #expect(read > 8)
    }

    @Test func hiddenCodesAndAForeignScreenAreNotDrawnUnderASheet() {
        for item in gallery(language: "en") where item.name.hasPrefix("request--") {
            let page = device(item).render()
            #expect(page.components(separatedBy: "<nav>").count == 2, "\(item.name): only the sheet has a page")
        }
    }

    private func device(_ item: GalleryItem, isLarge: Bool = false) -> Device<StateScreen> {
        let state = PhoneState(view: item.view, labels: item.labels)
        let device = Device(StateScreen(phone: phone, state: state, surroundings: shell))
        device.context.environment.dynamicTypeSize = isLarge ? .accessibility3 : .large
        return device
    }

    /// What went wrong, in a screen's own words.
    private func problem(of value: Any) -> String? {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .enum { return mirror.children.first.flatMap { problem(of: $0.value) } }
        let wrong = mirror.children.filter { ["problem", "refused"].contains($0.label) }
        return wrong.compactMap { $0.value as? String }.first
    }

    /// The finished texts of a view. Ids and what only goes back into commands are none.
    private func texts(_ view: AppView) -> [String] {
        texts(of: view.screen) + texts(of: view.snackbar as Any)
            + view.banners.flatMap { [$0.text, $0.action, $0.dismiss].compactMap { $0 } }
    }

    private func texts(of value: Any, in place: String = "") -> [String] {
        if let text = value as? String { return text.isEmpty || silent.contains(place) ? [] : [text] }
        let mirror = Mirror(reflecting: value)
        let isRecord = mirror.displayStyle == .struct
        return mirror.children.flatMap { child in
            texts(of: child.value, in: isRecord ? "\(mirror.subjectType).\(child.label ?? "")" : place)
        }
    }

    private let silent: Set = [
        "AccountRow.id", "AccountsView.search", "ChoiceView.value", "HistoryRow.id", "LinkAgainView.account",
        "RecoveryCodesView.account", "RemoveView.id", "RequestEndedView.id", "RequestView.id",
        // The list says it of its rows; on the account's own page the same stands as title and text.
        "AccountRow.spoken",
        // For shells that draw no ring; where there is none, it is shown.
        "AccountView.codeHint",
    ]

    private func plainText(_ text: String) -> String {
        text.replacingOccurrences(of: "\\s+", with: " ", options: .regularExpression)
            .trimmingCharacters(in: .whitespaces)
    }
}
