import KauthCore
import SwiftUI

/// Whether the person says where they are. The system is asked only when *share* is tapped.
struct LocationPage: View {
    let scene: Scene
    let view: CheckLocationView
    @State private var isSharing = false

    var body: some View {
        HeroPage(scene, sign: Sign(image: "location", tone: .calm), title: view.title) {
            Prose(view.text)
            if let required = view.required { Text(required).font(.headline).multilineTextAlignment(.center) }
            Problem(scene, view.problem)
            if let refused = view.refused {
                Problem(scene, refused)
                CommandButton(scene, scene.labels.openSystemSettings, kind: .quiet) {
                    try await $0.askPermission(kind: .location)
                }
            }
        } actions: {
            WideButton(view.share, isUnderWay: isSharing, action: share)
            CommandButton(scene, view.decline, kind: .side) { try await $0.declineLocation() }
            WithdrawButton(scene: scene, label: view.withdraw)
        }
    }

    private func share() {
        isSharing = true
        Task {
            let place = await scene.surroundings.locate() ?? .unknown
            _ = await scene.phone.ask {
                try await $0.checkLocation(
                    latitude: place.latitude, longitude: place.longitude, accuracyM: place.accuracyM)
            }
            isSharing = false
        }
    }
}

/// Which document is photographed.
struct DocumentPage: View {
    let scene: Scene
    let view: CheckDocumentView
    @Environment(\.palette) private var palette

    var body: some View {
        ListPage(scene, title: view.title) {
            if let problem = view.problem { Section { Problem(scene, problem) } }
            Section {
                ForEach(view.choices, id: \.document) { choice in row(choice) }
            } footer: {
                VStack(alignment: .leading, spacing: 8) {
                    Text(view.text)
                    if let change = view.change { Text(change) }
                }
            }
        } actions: {
            WithdrawButton(scene: scene, label: view.withdraw)
        }
    }

    private func row(_ choice: CheckDocumentChoice) -> some View {
        LeadingRow {
            scene.phone.send { try await $0.chooseDocument(document: choice.document) }
        } content: {
            Image(systemName: choice.document == .passport ? "book.closed" : "person.text.rectangle")
                .foregroundStyle(palette.primary).frame(width: 32).accessibilityHidden(true)
            VStack(alignment: .leading, spacing: 2) {
                Text(choice.label).font(.headline)
                Text(choice.text).font(.subheadline).foregroundStyle(palette.faint)
            }
        }
        .accessibilityLabel(choice.label)
    }
}
