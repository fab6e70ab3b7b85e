import KauthCore
import SwiftUI

/// The app is locked. Requests still come in, and can be answered with no.
struct LockedScreen: View {
    let scene: Scene
    let view: LockedView
    @State private var passphrase = ""
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: Sign(image: "lock.fill", tone: .calm), title: view.title) {
            Prose(view.text)
            SecretField(
                label: scene.labels.passphraseField, show: scene.labels.showTyped,
                hide: scene.labels.hideTyped, text: $passphrase
            )
            .textContentType(.password)
            .onSubmit(unlock)
            .padding(.horizontal, 16)
            .frame(minHeight: 50)
            .background(palette.card, in: RoundedRectangle(cornerRadius: 14))
            Problem(scene, view.problem)
            if view.tryAgainInMs > 0 { TimeLeft(state: scene.state, endsInMs: view.tryAgainInMs) }
        } actions: {
            if let waiting = view.waiting { WideButton(waiting, kind: .quiet) { scene.show(.nextRequest) } }
            WideButton(scene.labels.unlock, action: unlock)
        }
    }

    private func unlock() {
        let typed = passphrase
        passphrase = ""
        scene.phone.send { try await $0.unlock(passphrase: typed) }
    }
}
