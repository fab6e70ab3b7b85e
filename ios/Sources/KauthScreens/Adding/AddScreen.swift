import KauthCore
import SwiftUI

/// The ways to add an account.
struct AddScreen: View {
    let scene: Scene
    let view: AddView
    @State private var isPasting = false

    var body: some View {
        ListPage(scene, title: view.title) {
            if let problem = view.problem { Section { Problem(scene, problem) } }
            Section {
                ForEach(view.choices, id: \.choice) { way in WayRow(scene: scene, way: way) { isPasting = true } }
            }
            if let refused = view.cameraRefused {
                Section {
                    Warning(refused)
                    Button(scene.labels.openSystemSettings, systemImage: "gearshape") {
                        scene.phone.send { try await $0.askPermission(kind: .camera) }
                    }
                }
            }
        }
        .sheet(isPresented: $isPasting) {
            TextDialogue(scene: scene, title: scene.labels.paste, field: scene.labels.linkField, initial: "") {
                try await $0.scan(text: $1)
            }
        }
    }

}

/// One of the ways; what is pasted is asked for by `paste`.
struct WayRow: View {
    let scene: Scene
    let way: AddChoiceView
    var paste: @MainActor () -> Void = {}
    @Environment(\.palette) private var palette

    var body: some View {
        LeadingRow(action: take) {
            Image(systemName: image).foregroundStyle(palette.primary).frame(width: 32).accessibilityHidden(true)
            VStack(alignment: .leading, spacing: 2) {
                Text(way.label).font(.headline)
                Text(way.text).font(.subheadline).foregroundStyle(palette.faint)
            }
        }
        .accessibilityLabel(way.label)
    }

    private func take() {
        switch way.choice {
        case .signInHere: scene.show(.signInHere)
        case .scan: scene.show(.scan)
        case .picture: scene.pickPicture()
        case .paste: paste()
        case .byHand: scene.show(.addByHand)
        }
    }

    private var image: String {
        switch way.choice {
        case .signInHere: "person.badge.key"
        case .scan: "qrcode.viewfinder"
        case .picture: "photo"
        case .paste: "doc.on.clipboard"
        case .byHand: "keyboard"
        }
    }
}
