import KauthCore
import SwiftUI

/// An account's details, typed. The secret key is not kept if the app is put away; the rest is.
struct AddByHandScreen: View {
    let scene: Scene
    let view: AddByHandView
    @SceneStorage("by-hand.issuer") private var issuer = ""
    @SceneStorage("by-hand.name") private var name = ""
    @State private var secret = ""
    @SceneStorage("by-hand.algorithm") private var algorithm = ""
    @SceneStorage("by-hand.digits") private var digits = ""
    @SceneStorage("by-hand.period") private var period = ""
    @SceneStorage("by-hand.counter") private var counter = ""

    var body: some View {
        ListPage(scene, title: view.title) {
            if let problem = view.problem { Section { Problem(scene, problem) } }
            Section {
                LabelledField(label: scene.labels.issuerField, text: $issuer)
                LabelledField(label: scene.labels.nameField, text: $name)
                LabelledField(label: scene.labels.secretField, text: $secret).privacySensitive()
            } footer: {
                Text(view.text)
            }
            Section {
                LabelledField(label: scene.labels.algorithmField, text: $algorithm)
                LabelledField(label: scene.labels.digitsField, text: $digits).keyboardType(.numberPad)
                LabelledField(label: scene.labels.periodField, text: $period).keyboardType(.numberPad)
                LabelledField(label: scene.labels.counterField, text: $counter).keyboardType(.numberPad)
            }
        } actions: {
            WideButton(scene.labels.save, action: save)
        }
    }

    private func save() {
        let entry = ManualEntry(
            issuer: issuer, name: name, secret: secret, algorithm: algorithm, digits: digits, period: period,
            counter: counter)
        Task {
            guard await scene.phone.ask({ _ = try await $0.addByHand(entry: entry) }) else { return }
            (issuer, name, secret, algorithm, digits, period, counter) = ("", "", "", "", "", "", "")
        }
    }
}

/// A field under its name, which stays readable while it is typed into.
struct LabelledField: View {
    let label: String
    let text: Binding<String>
    @Environment(\.palette) private var palette

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(label).font(.footnote).foregroundStyle(palette.faint).accessibilityHidden(true)
            TextField("", text: text).textInputAutocapitalization(.never).autocorrectionDisabled()
                .accessibilityLabel(label)
        }
        .frame(maxWidth: .infinity, minHeight: 44, alignment: .leading)
    }
}
