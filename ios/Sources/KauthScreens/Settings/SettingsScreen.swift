import KauthCore
import SwiftUI

/// The settings.
struct SettingsScreen: View {
    let scene: Scene
    let view: SettingsView

    var body: some View {
        ListPage(scene, title: view.title) {
            LockSection(scene: scene, view: view)
            ReachableSection(scene: scene, view: view.reachable)
            if !view.permissions.isEmpty {
                Section {
                    ForEach(view.permissions, id: \.kind) { PermissionRows(scene: scene, permission: $0) }
                } header: {
                    Text(scene.labels.permissions)
                }
            }
            Section {
                Picker(scene.labels.theme, selection: theme) {
                    Text(scene.labels.themeSystem).tag(Theme.system)
                    Text(scene.labels.themeLight).tag(Theme.light)
                    Text(scene.labels.themeDark).tag(Theme.dark)
                }
                .pickerStyle(.inline)
                .labelsHidden()
            } header: {
                Text(scene.labels.theme)
            }
            Section {
                Picker(scene.labels.language, selection: language) {
                    ForEach(view.languages, id: \.value) { choice in Text(choice.label).tag(choice.value) }
                }
                .pickerStyle(.inline)
                .labelsHidden()
            } header: {
                Text(scene.labels.language)
            }
            DiagnosticsSection(scene: scene, view: view)
        }
    }

    private var theme: Binding<Theme> {
        Binding(get: { view.theme }, set: { theme in scene.phone.send { try await $0.setTheme(theme: theme) } })
    }

    private var language: Binding<String> {
        let chosen = view.languages.first(where: \.chosen)?.value ?? ""
        return Binding(get: { chosen }, set: { tag in scene.phone.send { try await $0.setLanguage(tag: tag) } })
    }
}

private struct ReachableSection: View {
    let scene: Scene
    let view: ReachableView

    var body: some View {
        Section {
            Text(view.text)
            if let stay = view.stay {
                Toggle(
                    scene.labels.stayReachable,
                    isOn: Binding(
                        get: { stay }, set: { stay in scene.phone.send { try await $0.setStayReachable(stay: stay) } }))
            }
        } header: {
            Text(scene.labels.reachable)
        }
    }
}

private struct PermissionRows: View {
    let scene: Scene
    let permission: PermissionView

    var body: some View {
        Label(permission.text, systemImage: permission.kind == .camera ? "camera" : "bell")
        if permission.state != .granted {
            Button(permission.state == .blocked ? scene.labels.openSystemSettings : scene.labels.allow) {
                scene.phone.send { [kind = permission.kind] in try await $0.askPermission(kind: kind) }
            }
        }
    }
}

private struct DiagnosticsSection: View {
    let scene: Scene
    let view: SettingsView

    var body: some View {
        Section {
            ForEach(view.diagnostics, id: \.self) { line in PairRow(label: line.label, value: line.value) }
            Button(scene.labels.copy, systemImage: "doc.on.doc") {
                scene.phone.send { try await $0.copyDiagnostics() }
            }
        } header: {
            Text(scene.labels.diagnostics)
        }
    }
}
