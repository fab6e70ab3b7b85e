import KauthCore
import KauthModel
import SwiftUI

/// Recovery codes, to be saved.
struct RecoveryCodesScreen: View {
    let scene: Scene
    let view: RecoveryCodesView

    var body: some View {
        ListPage(scene, title: view.title) {
            Section {
                ForEach(view.codes, id: \.self) { code in
                    Text(code).font(.system(.body, design: .monospaced, weight: .medium).monospacedDigit())
                        .accessibilityLabel(spokenDigits(code))
                }
            } header: {
                Text(view.text)
            }
            .privacySensitive()
            Section {
                ForEach(view.actions, id: \.action) { action in
                    Button(action.label, systemImage: image(action.action)) {
                        scene.phone.send { [account = view.account] in
                            try await $0.recoveryCodes(account: account, action: action.action)
                        }
                    }
                }
            }
        } actions: {
            if let saved = view.saved {
                WideButton(saved) { scene.phone.send { try await $0.savedRecoveryCodes() } }
            } else {
                WideButton(scene.labels.close, kind: .side) { scene.back() }
            }
        }
    }

    private func image(_ action: RecoveryCodesAction) -> String {
        switch action {
        case .copy: "doc.on.doc"
        case .save: "square.and.arrow.down"
        case .print: "printer"
        }
    }
}
