import KauthCore
import KauthModel
import SwiftUI

/// The mobile number that an SMS is sent to.
struct NumberPage: View {
    let scene: Scene
    let view: CheckNumberView
    @State private var number = ""

    var body: some View {
        ListPage(scene, title: view.title) {
            Section {
                LabelledField(label: view.field, text: $number)
                    .keyboardType(.phonePad)
                    .textContentType(.telephoneNumber)
                if let problem = view.problem { Problem(scene, problem) }
            } footer: {
                Text(view.text)
            }
        } actions: {
            VStack(spacing: 10) {
                CommandButton(scene, view.send) { [number] in try await $0.checkNumber(number: number) }
                WithdrawButton(scene: scene, label: view.withdraw)
            }
        }
    }
}

/// The code from the SMS.
struct CodePage: View {
    let scene: Scene
    let view: CheckCodeView
    @State private var code = ""

    var body: some View {
        HeroPage(scene, sign: nil, title: view.title) {
            Prose(view.text)
            Problem(scene, view.problem)
            if let field = view.field { DigitsEntry(count: 6, label: field, digits: $code) }
            if view.endsInMs > 0 { TimeLeft(state: scene.state, endsInMs: view.endsInMs) }
        } actions: {
            if view.field != nil {
                CommandButton(scene, scene.labels.next) { [code] in try await $0.checkCode(code: code) }
            }
            if let again = view.again { AgainButton(scene: scene, label: again, againInMs: view.againInMs) }
            if let other = view.otherNumber {
                WideButton(other, kind: .quiet) { scene.phone.send { try await $0.otherNumber() } }
            }
            WithdrawButton(scene: scene, label: view.withdraw)
        }
    }
}

/// *Send another code*, with the time until it may be asked for.
private struct AgainButton: View {
    let scene: Scene
    let label: String
    let againInMs: UInt64

    var body: some View {
        TimelineView(.periodic(from: Date(), by: 1)) { _ in
            let left = scene.state.left(againInMs)
            CommandButton(scene, left > 0 ? "\(label) (\(timeText(left)))" : label, kind: .side) {
                try await $0.checkCodeAgain()
            }
            .disabled(left > 0)
        }
    }
}
