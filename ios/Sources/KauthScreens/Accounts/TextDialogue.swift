import KauthCore
import SwiftUI

/// One text to type. Stays open if the core does not take it.
struct TextDialogue: View {
    let scene: Scene
    let title: String
    let field: String
    let keep: @Sendable (any AppProtocol, String) async throws -> Void
    @State private var typed: String
    @Environment(\.dismiss) private var dismiss

    init(
        scene: Scene, title: String, field: String, initial: String,
        keep: @escaping @Sendable (any AppProtocol, String) async throws -> Void
    ) {
        self.scene = scene
        self.title = title
        self.field = field
        self.keep = keep
        _typed = State(initialValue: initial)
    }

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    TextField(field, text: $typed, axis: .vertical).accessibilityLabel(field)
                } header: {
                    Text(field)
                }
            }
            .navigationTitle(title)
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(scene.labels.cancel) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) { Button(scene.labels.save, action: save) }
            }
        }
        .safeAreaInset(edge: .bottom) { Notice(scene: scene) }
    }

    private func save() {
        let (text, keep, dismiss) = (typed, keep, dismiss)
        Task { if await scene.phone.ask({ try await keep($0, text) }) { dismiss() } }
    }
}
