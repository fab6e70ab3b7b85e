import KauthCore
import SwiftUI

/// The ways to add an account.
struct AddScreen: View {
    let scene: Scene
    let view: AddView
    @State private var isPasting = false
    @Environment(\.palette) private var palette

    var body: some View {
        ListPage(scene, title: view.title) {
            if let problem = view.problem { Section { Warning(problem) } }
            Section {
                ForEach(view.choices, id: \.choice) { way in
                    LeadingRow {
                        take(way.choice)
                    } content: {
                        Image(systemName: image(way.choice)).foregroundStyle(palette.primary).frame(width: 32)
                            .accessibilityHidden(true)
                        VStack(alignment: .leading, spacing: 2) {
                            Text(way.label).font(.headline)
                            Text(way.text).font(.subheadline).foregroundStyle(palette.faint)
                        }
                    }
                    .accessibilityLabel(way.label)
                }
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

    private func take(_ choice: AddChoice) {
        switch choice {
        case .signInHere: scene.show(.signInHere)
        case .scan: scene.show(.scan)
        case .picture: scene.pickPicture()
        case .paste: isPasting = true
        case .byHand: scene.show(.addByHand)
        }
    }

    private func image(_ choice: AddChoice) -> String {
        switch choice {
        case .signInHere: "person.badge.key"
        case .scan: "qrcode.viewfinder"
        case .picture: "photo"
        case .paste: "doc.on.clipboard"
        case .byHand: "keyboard"
        }
    }
}
