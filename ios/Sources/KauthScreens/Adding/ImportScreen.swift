import KauthCore
import SwiftUI

/// What another authenticator's export holds, before anything of it is added.
struct ImportScreen: View {
    let scene: Scene
    let view: ImportView
    @Environment(\.palette) private var palette

    var body: some View {
        ListPage(scene, title: view.title) {
            Section { Text(view.text).foregroundStyle(palette.faint) }
            if let problem = view.problem { Section { Problem(scene, problem) } }
            if let another = view.another { Section { WayRow(scene: scene, way: another) } }
            ForEach(view.groups, id: \.title) { group in
                Section {
                    ForEach(Array(group.rows.enumerated()), id: \.offset) { _, row in found(row) }
                } header: {
                    Text(group.title)
                }
            }
            if let hint = view.hint { Section { Text(hint).font(.subheadline).foregroundStyle(palette.faint) } }
        } actions: {
            if let add = view.add { WideButton(add) { scene.phone.send { try await $0.addImport() } } }
            WideButton(view.leave, kind: .side) { scene.phone.send { try await $0.cancel() } }
        }
    }

    private func found(_ row: ImportRow) -> some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(row.title).font(.headline)
            if !row.text.isEmpty { Text(row.text).font(.subheadline).foregroundStyle(palette.faint) }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .accessibilityElement(children: .combine)
    }
}
