import KauthCore
import SwiftUI

/// A button as wide as the screen: what a screen is for, the other thing, or a quiet one that is only its words.
struct WideButton: View {
    enum Kind { case main, side, quiet }

    let kind: Kind
    let label: String
    let role: ButtonRole?
    let isUnderWay: Bool
    let action: @MainActor () -> Void

    init(
        _ label: String, kind: Kind = .main, role: ButtonRole? = nil, isUnderWay: Bool = false,
        action: @escaping @MainActor () -> Void
    ) {
        self.kind = kind
        self.label = label
        self.role = role
        self.isUnderWay = isUnderWay
        self.action = action
    }

    var body: some View {
        switch kind {
        case .main: button.buttonStyle(.borderedProminent).controlSize(.large)
        case .side: button.buttonStyle(.bordered).controlSize(.large)
        case .quiet: button.buttonStyle(.borderless)
        }
    }

    private var button: some View {
        Button(role: role, action: action) {
            HStack {
                if isUnderWay { ProgressView() }
                Text(label).multilineTextAlignment(.center)
            }
            .frame(maxWidth: .infinity, minHeight: 34)
        }
        .accessibilityLabel(label)
    }
}

/// A wide button that sends a command, and shows while that is under way.
struct CommandButton: View {
    let scene: Scene
    let label: String
    let kind: WideButton.Kind
    let role: ButtonRole?
    let command: @Sendable (any AppProtocol) async throws -> Void
    @State private var isUnderWay = false

    init(
        _ scene: Scene, _ label: String, kind: WideButton.Kind = .main, role: ButtonRole? = nil,
        command: @escaping @Sendable (any AppProtocol) async throws -> Void
    ) {
        self.scene = scene
        self.label = label
        self.kind = kind
        self.role = role
        self.command = command
    }

    var body: some View {
        WideButton(label, kind: kind, role: role, isUnderWay: isUnderWay) {
            isUnderWay = true
            Task {
                _ = await scene.phone.ask(command)
                isUnderWay = false
            }
        }
    }
}

/// A row that leads somewhere.
struct LeadingRow<Content: View>: View {
    let action: @MainActor () -> Void
    let content: Content
    @Environment(\.palette) private var palette

    init(action: @escaping @MainActor () -> Void, @ViewBuilder content: () -> Content) {
        self.action = action
        self.content = content()
    }

    var body: some View {
        Button(action: action) {
            HStack(spacing: 12) {
                content
                Spacer(minLength: 0)
                Image(systemName: "chevron.right").font(.footnote).foregroundStyle(palette.faint)
                    .accessibilityHidden(true)
            }
        }
        .buttonStyle(.plain)
    }
}
