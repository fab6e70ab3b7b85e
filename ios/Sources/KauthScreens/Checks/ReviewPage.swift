import KauthCore
import SwiftUI

/// Everything once more, before it is sent.
struct ReviewPage: View {
    let scene: Scene
    let view: CheckReviewView
    @State private var wifiOnly = false
    @Environment(\.palette) private var palette

    var body: some View {
        ListPage(scene, title: view.title) {
            Section { Text(view.text).foregroundStyle(palette.faint) }
            if let problem = view.problem { Section { Problem(scene, problem) } }
            Section { ForEach(view.pictures, id: \.kind) { TakenRow(scene: scene, picture: $0) } }
            Section {
                ForEach(view.pairs, id: \.self) { pair in PairRow(label: pair.label, value: pair.value) }
            }
            Section { Toggle(view.wifiOnly, isOn: $wifiOnly) }
        } actions: {
            VStack(spacing: 10) {
                CommandButton(scene, view.send) { [wifiOnly] in try await $0.sendCheck(wifiOnly: wifiOnly) }
                if let other = view.otherDocument { OtherDocumentButton(scene: scene, label: other) }
                WithdrawButton(scene: scene, label: view.withdraw)
            }
        }
    }
}

/// A picture with its name, and the way to take it again.
private struct TakenRow: View {
    let scene: Scene
    let picture: CheckReviewPicture

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            HStack(spacing: 12) {
                Thumbnail(scene: scene, kind: picture.kind)
                VStack(alignment: .leading, spacing: 0) {
                    Text(picture.label).font(.headline)
                    if let retake = picture.retake {
                        Button {
                            scene.phone.send { [kind = picture.kind] in try await $0.retake(kind: kind) }
                        } label: {
                            Text(retake).font(.subheadline.weight(.semibold)).frame(minHeight: 44)
                        }
                        .buttonStyle(.borderless)
                        .accessibilityLabel("\(retake): \(picture.label)")
                    }
                }
                .frame(maxWidth: .infinity, alignment: .leading)
            }
            Warning(picture.flagged)
        }
        .frame(maxWidth: .infinity, alignment: .leading)
    }
}

/// The picture itself, small; its sign until it is read. Its name stands beside it.
private struct Thumbnail: View {
    let scene: Scene
    let kind: PictureKind
    @State private var picture: AnyView?
    @Environment(\.palette) private var palette

    var body: some View {
        Group {
            if let picture {
                picture
            } else {
                Image(systemName: kind.image).foregroundStyle(palette.faint)
            }
        }
        .frame(width: 72, height: 72)
        .background(palette.field)
        .clipShape(RoundedRectangle(cornerRadius: 10))
        .accessibilityHidden(true)
        .task { picture = await scene.thumbnail(kind, side: 72) }
    }
}
