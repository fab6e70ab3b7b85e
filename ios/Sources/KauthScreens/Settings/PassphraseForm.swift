import KauthCore
import SwiftUI

/// Passphrases to type. Stays open if the core does not take them.
struct PassphraseForm: View {
    enum Kind { case set, change, remove }

    let scene: Scene
    let kind: Kind
    let problem: String?
    @State private var current = ""
    @State private var new = ""
    @State private var repeated = ""
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                Section { Problem(scene, problem) }
                if kind != .set { Section { field(scene.labels.currentPassphraseField, $current) } }
                if kind != .remove {
                    Section {
                        field(scene.labels.newPassphraseField, $new)
                        field(scene.labels.repeatPassphraseField, $repeated)
                    }
                }
            }
            .navigationTitle(title)
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(scene.labels.cancel) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) { Button(scene.labels.save, action: save) }
            }
        }
    }

    private func field(_ label: String, _ text: Binding<String>) -> some View {
        SecretField(label: label, show: scene.labels.showTyped, hide: scene.labels.hideTyped, text: text)
            .textContentType(kind == .remove ? .password : .newPassword)
    }

    private var title: String {
        switch kind {
        case .set: scene.labels.setPassphrase
        case .change: scene.labels.changePassphrase
        case .remove: scene.labels.removePassphrase
        }
    }

    private func save() {
        let (kind, current, new, repeated, dismiss) = (kind, current, new, repeated, dismiss)
        Task {
            let isDone = await scene.phone.ask { app in
                switch kind {
                case .set: try await app.setPassphrase(current: nil, new: new, repeated: repeated)
                case .change: try await app.setPassphrase(current: current, new: new, repeated: repeated)
                case .remove: try await app.removePassphrase(current: current)
                }
            }
            if isDone { dismiss() }
        }
    }
}
