import KauthCore
import KauthModel
import SwiftUI

/// The accounts with their codes.
struct AccountsScreen: View {
    let scene: Scene
    let view: AccountsView
    @State private var typed: String
    @Environment(\.palette) private var palette

    init(scene: Scene, view: AccountsView) {
        self.scene = scene
        self.view = view
        _typed = State(initialValue: view.search)
    }

    var body: some View {
        ListPage(scene, title: view.title) {
            if let nothing = view.nothingFound {
                Section { Text(nothing).foregroundStyle(palette.faint) }
            }
            Section {
                ForEach(view.rows, id: \.id) { row in
                    AccountLine(scene: scene, row: row)
                }
            } footer: {
                if let refreshed = view.refreshed { Text(refreshed) }
            }
        } actions: {
            WaitingButton(scene: scene)
        } tools: {
            if scene.view.refreshing {
                ProgressView()
            } else {
                ToolButton(label: scene.labels.refresh, image: "arrow.clockwise") {
                    scene.phone.send { try await $0.refresh() }
                }
            }
            ElsewhereTools(scene: scene)
            ToolButton(label: scene.labels.add, image: "plus") { scene.show(.add) }
        }
        .searchable(text: $typed, prompt: scene.labels.search)
        .onChange(of: typed) { _, text in scene.phone.search(text) }
        .refreshable { [app = scene.phone.app] in try? await app.refresh() }
    }
}

/// One account in the list.
private struct AccountLine: View {
    let scene: Scene
    let row: AccountRow
    @Environment(\.palette) private var palette

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            LeadingRow {
                scene.show(.account(account: row.id))
            } content: {
                VStack(alignment: .leading, spacing: 1) {
                    Text(row.issuer).font(.headline)
                    if !row.name.isEmpty { Text(row.name).font(.subheadline).foregroundStyle(palette.faint) }
                    if !row.note.isEmpty { Text(row.note).font(.footnote).foregroundStyle(palette.faint) }
                }
            }
            .accessibilityLabel(row.spoken)
            if row.codeKind != .none { CodeLine(scene: scene, row: row) }
            if let waiting = row.waiting {
                Label(waiting, systemImage: "bell")
                    .font(.subheadline).foregroundStyle(palette.primary)
            }
            Warning(row.problem)
            Warning(row.weak)
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .padding(.vertical, 4)
    }
}

/// The code that counts now, the one after it, the time that is left, and what can be done with it.
struct CodeLine: View {
    let scene: Scene
    let row: AccountRow
    var hasButtons = true
    @Environment(\.palette) private var palette

    var body: some View {
        HStack(spacing: 12) {
            VStack(alignment: .leading, spacing: 0) {
                if let code = row.code {
                    CodeText(code).foregroundStyle(palette.primary)
                } else {
                    Button {
                        scene.show(.account(account: row.id))
                    } label: {
                        Text("••• •••").font(.system(.title, weight: .semibold)).foregroundStyle(palette.faint)
                            .frame(minHeight: 44)
                    }
                    .buttonStyle(.plain)
                    .accessibilityLabel("\(scene.labels.showCode), \(row.spoken)")
                }
                if let next = row.nextCode {
                    HStack(spacing: 6) {
                        Text(scene.labels.nextCodeCaption)
                        Text(next).monospacedDigit().accessibilityLabel(spokenDigits(next))
                    }
                    .font(.footnote)
                    .foregroundStyle(palette.faint)
                }
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            if hasButtons, row.code != nil {
                Button {
                    scene.phone.send { try await $0.copyCode(account: row.id) }
                } label: {
                    Image(systemName: "doc.on.doc").frame(minWidth: 44, minHeight: 44)
                }
                .buttonStyle(.borderless)
                .accessibilityLabel("\(scene.labels.copy), \(row.spoken)")
            }
            if hasButtons, row.codeKind == .counter {
                Button {
                    scene.phone.send { try await $0.nextCounterCode(account: row.id) }
                } label: {
                    Image(systemName: "arrow.clockwise").frame(minWidth: 44, minHeight: 44)
                }
                .buttonStyle(.borderless)
                .accessibilityLabel("\(scene.labels.nextCode), \(row.spoken)")
            }
            if row.periodMs > 0, row.code != nil {
                Ring(state: scene.state, endsInMs: row.endsInMs, wholeMs: row.periodMs).frame(width: 44, height: 44)
            }
        }
    }
}
