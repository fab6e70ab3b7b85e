import KauthCore
import SwiftUI

/// Something did not work, and nothing was changed.
struct ProblemScreen: View {
    let scene: Scene
    let view: ProblemView

    var body: some View {
        HeroPage(scene, sign: Sign(image: "exclamationmark.triangle.fill", tone: .careful), title: view.title) {
            Prose(view.text)
        } actions: {
            if let retry = view.retry { WideButton(retry) { scene.phone.send { try await $0.retry() } } }
            WideButton(scene.labels.close, kind: view.retry == nil ? .main : .side) { scene.back() }
        }
    }
}
