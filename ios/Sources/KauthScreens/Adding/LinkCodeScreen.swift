import KauthCore
import SwiftUI

/// The six digits that the person types on the web page.
struct LinkCodeScreen: View {
    let scene: Scene
    let view: LinkCodeView
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: nil, title: view.title) {
            Prose(view.text)
            CodeText(view.code, style: .largeTitle).foregroundStyle(palette.primary)
                .padding(24)
                .frame(maxWidth: .infinity)
                .background(palette.card, in: RoundedRectangle(cornerRadius: 14))
            TimeLeft(state: scene.state, endsInMs: view.endsInMs)
            VStack(spacing: 2) {
                Text(view.host).font(.headline)
                if let name = view.callsItself { Text(name).font(.subheadline).foregroundStyle(palette.faint) }
            }
            .multilineTextAlignment(.center)
            Problem(scene, view.problem)
        } actions: {
            WideButton(scene.labels.cancel, kind: .side) { scene.phone.send { try await $0.cancel() } }
        }
    }
}
