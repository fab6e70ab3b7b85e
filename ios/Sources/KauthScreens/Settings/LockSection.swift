import KauthCore
import SwiftUI

/// The app lock: set, change, take off, lock now.
struct LockSection: View {
    let scene: Scene
    let view: SettingsView
    @State private var form: PassphraseForm.Kind?

    var body: some View {
        Section {
            Text(view.lockText)
            Warning(view.lockProblem)
            switch view.lock {
            case .none: Button(scene.labels.setPassphrase, systemImage: "lock") { form = .set }
            case .passphrase:
                Button(scene.labels.lock, systemImage: "lock") { scene.phone.send { try await $0.lock() } }
                Button(scene.labels.changePassphrase, systemImage: "key") { form = .change }
                Button(scene.labels.removePassphrase, systemImage: "lock.open", role: .destructive) { form = .remove }
            }
            Toggle(scene.labels.hideCodes, isOn: hidesCodes)
        } header: {
            Text(scene.labels.appLock)
        }
        .sheet(isPresented: Binding(get: { form != nil }, set: { if !$0 { form = nil } })) {
            if let form { PassphraseForm(scene: scene, kind: form, problem: view.lockProblem) }
        }
    }

    private var hidesCodes: Binding<Bool> {
        Binding(get: { view.hideCodes }, set: { hide in scene.phone.send { try await $0.setHideCodes(hide: hide) } })
    }
}
