import KauthCore
import KauthModel
import SwiftUI

/// One account's page.
struct AccountScreen: View {
    let scene: Scene
    let view: AccountView
    @State private var dialogue: Dialogue?
    @Environment(\.palette) private var palette

    private enum Dialogue { case name, note }

    var body: some View {
        ListPage(scene, title: view.row.issuer) {
            code
            if let linked = view.linked { LinkedSection(linked: linked) }
            if let recovery = view.recovery { RecoverySection(scene: scene, account: view.row.id, recovery: recovery) }
            Section {
                Button(scene.labels.rename, systemImage: "pencil") { dialogue = .name }
                Button(scene.labels.editNote, systemImage: "note.text") { dialogue = .note }
            }
            Section {
                Button(scene.labels.remove, systemImage: "trash", role: .destructive) {
                    scene.show(.removeAccount(account: view.row.id))
                }
            }
        } actions: {
            WaitingButton(scene: scene)
        }
        .sheet(isPresented: Binding(get: { dialogue != nil }, set: { if !$0 { dialogue = nil } })) {
            switch dialogue {
            case .name:
                TextDialogue(
                    scene: scene, title: scene.labels.rename, field: scene.labels.nameField, initial: view.row.name
                ) { [id = view.row.id] app, text in try await app.rename(account: id, name: text) }
            case .note:
                TextDialogue(
                    scene: scene, title: scene.labels.editNote, field: scene.labels.noteField, initial: view.row.note
                ) { [id = view.row.id] app, text in try await app.note(account: id, note: text) }
            case nil: EmptyView()
            }
        }
    }

    private var code: some View {
        Section {
            VStack(alignment: .leading, spacing: 6) {
                if !view.row.name.isEmpty { Text(view.row.name).font(.headline) }
                if !view.row.note.isEmpty { Text(view.row.note).font(.subheadline).foregroundStyle(palette.faint) }
                Warning(view.row.problem)
                Warning(view.row.weak)
                if view.row.code != nil { CodeLine(scene: scene, row: view.row, hasButtons: false) }
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            if view.row.code != nil {
                Button(scene.labels.copy, systemImage: "doc.on.doc") {
                    scene.phone.send { [id = view.row.id] in try await $0.copyCode(account: id) }
                }
            }
            if view.row.codeKind == .counter {
                Button(scene.labels.nextCode, systemImage: "arrow.clockwise") {
                    scene.phone.send { [id = view.row.id] in try await $0.nextCounterCode(account: id) }
                }
            }
        } footer: {
            if view.row.periodMs == 0 || view.row.code == nil { Text(view.codeHint) }
        }
    }
}

private struct LinkedSection: View {
    let linked: LinkedView
    @Environment(\.palette) private var palette

    var body: some View {
        Section {
            VStack(alignment: .leading, spacing: 4) {
                Label(linked.provider, systemImage: "iphone").font(.headline)
                Text(linked.host).font(.subheadline)
                Text(linked.since).font(.footnote).foregroundStyle(palette.faint)
                Warning(linked.ownCertificate)
            }
            .frame(maxWidth: .infinity, alignment: .leading)
        } footer: {
            Text(linked.text)
        }
    }
}

private struct RecoverySection: View {
    let scene: Scene
    let account: String
    let recovery: RecoveryLeftView

    var body: some View {
        Section {
            VStack(alignment: .leading, spacing: 6) {
                Text(recovery.text)
                Warning(recovery.warning)
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            if recovery.canShow {
                Button(scene.labels.showRecoveryCodes, systemImage: "key") {
                    scene.show(.recoveryCodes(account: account))
                }
            }
        }
    }
}
