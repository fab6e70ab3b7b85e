import KauthCore
import SwiftUI

/// Link with this provider? Nothing was sent yet.
struct AgreeScreen: View {
    let scene: Scene
    let view: AgreeView
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: Sign(image: "iphone", tone: .calm), title: view.title) {
            VStack(spacing: 4) {
                Text(view.host).font(.title2.weight(.semibold)).multilineTextAlignment(.center)
                if let unicode = view.hostUnicode { Text(unicode).foregroundStyle(palette.faint) }
            }
            .padding(16)
            .frame(maxWidth: .infinity)
            .background(palette.card, in: RoundedRectangle(cornerRadius: 14))
            Warning(view.mixedScripts)
            Warning(view.ownCertificate)
            Prose(view.text)
            if let known = view.known { Prose(known) }
        } actions: {
            WideButton(view.agree) { scene.phone.send { try await $0.agree() } }
            WideButton(scene.labels.cancel, kind: .side) { scene.phone.send { try await $0.cancel() } }
        }
    }
}

/// Something is under way with a provider.
struct WorkingScreen: View {
    let scene: Scene
    let view: WorkingView

    var body: some View {
        HeroPage(scene, sign: nil, title: view.title) {
            ProgressView().padding(16)
            Prose(view.text)
            Text(view.host).font(.headline).multilineTextAlignment(.center)
        } actions: {
            if view.canCancel {
                WideButton(scene.labels.cancel, kind: .side) { scene.phone.send { try await $0.cancel() } }
            }
        }
    }
}
