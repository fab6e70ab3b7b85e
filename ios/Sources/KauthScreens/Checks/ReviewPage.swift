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
    @State private var isLarge = false

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Button {
                isLarge = true
            } label: {
                WholePicture(scene: scene, kind: picture.kind)
            }
            .buttonStyle(.borderless)
            .accessibilityLabel("\(picture.enlarge): \(picture.label)")
            Text(picture.label).font(.headline)
            Warning(picture.flagged)
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
        .sheet(isPresented: $isLarge) { LargePicture(scene: scene, picture: picture) }
    }
}
