import KauthCore
import SwiftUI

/// The question before an account is removed.
struct RemoveScreen: View {
    let scene: Scene
    let view: RemoveView

    var body: some View {
        HeroPage(scene, sign: Sign(image: "trash", tone: .bad), title: view.title) {
            Prose(view.text)
            Warning(view.warning)
        } actions: {
            WideButton(view.remove, role: .destructive) {
                scene.phone.send { [id = view.id] in try await $0.delete(account: id) }
            }
            WideButton(scene.labels.cancel, kind: .side) { scene.back() }
        }
    }
}
