import KauthCore
import SwiftUI

/// No account yet.
struct StartScreen: View {
    let scene: Scene
    let view: StartView

    var body: some View {
        HeroPage(scene, sign: Sign(image: "shield.fill", tone: .calm), title: view.title) {
            Prose(view.text)
        } actions: {
            WaitingButton(scene: scene)
            WideButton(view.add) { scene.show(.add) }
        } tools: {
            ElsewhereTools(scene: scene)
        }
    }
}

/// The ways to the history and the settings.
struct ElsewhereTools: View {
    let scene: Scene

    var body: some View {
        ToolButton(label: scene.labels.history, image: "clock.arrow.circlepath") { scene.show(.history) }
        ToolButton(label: scene.labels.settings, image: "gearshape") { scene.show(.settings) }
    }
}

/// A sign in the bar, with a name for screen readers.
struct ToolButton: View {
    let label: String
    let image: String
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) { Image(systemName: image).frame(minWidth: 44, minHeight: 44) }
            .accessibilityLabel(label)
    }
}

/// The way to requests that wait.
struct WaitingButton: View {
    let scene: Scene

    var body: some View {
        if let waiting = scene.view.waiting { WideButton(waiting, kind: .side) { scene.show(.nextRequest) } }
    }
}
