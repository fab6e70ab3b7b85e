import KauthCore
import SwiftUI

/// A provider ended a link.
struct LinkRemovedScreen: View {
    let scene: Scene
    let view: LinkRemovedView

    var body: some View {
        HeroPage(scene, sign: Sign(image: "minus.circle", tone: .careful), title: view.title) {
            Prose(view.text)
            Prose(view.hint)
        } actions: {
            WideButton(scene.labels.close) { scene.back() }
        }
    }
}

/// This phone must be linked again: what is lost and what is kept.
struct LinkAgainScreen: View {
    let scene: Scene
    let view: LinkAgainView
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: Sign(image: "key", tone: .careful), title: view.title) {
            Prose(view.text)
            VStack(alignment: .leading, spacing: 12) {
                ForEach(view.lost, id: \.self) { lost in line(lost, "xmark", palette.danger) }
                ForEach(view.kept, id: \.self) { kept in line(kept, "checkmark", palette.success) }
            }
            .padding(16)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(palette.card, in: RoundedRectangle(cornerRadius: 14))
            Text(view.host).font(.headline)
        } actions: {
            WideButton(view.again) {
                scene.phone.send { [host = view.host] in try await $0.signInHere(host: host, loopbackRedirect: nil) }
            }
            WideButton(scene.labels.close, kind: .side) { scene.back() }
        }
    }

    private func line(_ text: String, _ image: String, _ colour: Color) -> some View {
        HStack(alignment: .top, spacing: 10) {
            Image(systemName: image).foregroundStyle(colour).accessibilityHidden(true)
            Text(text).frame(maxWidth: .infinity, alignment: .leading)
        }
    }
}
