import KauthCore
import SwiftUI

/// Requests of the past, newest first.
struct HistoryScreen: View {
    let scene: Scene
    let view: HistoryView
    @Environment(\.palette) private var palette

    var body: some View {
        ListPage(scene, title: view.title) {
            if let empty = view.empty { Section { Text(empty).foregroundStyle(palette.faint) } }
            Section {
                ForEach(view.rows, id: \.id) { row in
                    HStack(alignment: .top, spacing: 12) {
                        Image(systemName: endingImage(row.ending)).accessibilityHidden(true)
                            .foregroundStyle(row.ending == .approved ? palette.success : palette.warning)
                        VStack(alignment: .leading, spacing: 2) {
                            Text(row.text).font(.headline)
                            Text(row.what).font(.subheadline)
                            Text(row.site).font(.subheadline)
                            Text(row.account).font(.subheadline)
                            Text(row.when).font(.footnote).foregroundStyle(palette.faint)
                        }
                        .frame(maxWidth: .infinity, alignment: .leading)
                    }
                    .accessibilityElement(children: .combine)
                }
            }
        }
    }
}
