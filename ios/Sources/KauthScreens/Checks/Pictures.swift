import KauthCore
import SwiftUI

/// A picture of the check, all of it; its sign until it is read.
struct WholePicture: View {
    let scene: Scene
    let kind: PictureKind
    @State private var picture: AnyView?
    @Environment(\.palette) private var palette

    var body: some View {
        ZStack(alignment: .bottomTrailing) {
            Group {
                if let picture {
                    picture
                } else {
                    Image(systemName: kind.image).foregroundStyle(palette.faint)
                }
            }
            .frame(maxWidth: .infinity, minHeight: 200, maxHeight: 200)
            .background(palette.field)
            Image(systemName: "plus.magnifyingglass").foregroundStyle(palette.onInverse)
                .padding(6)
                .background(palette.inverse, in: RoundedRectangle(cornerRadius: 8))
                .padding(8)
        }
        .frame(maxWidth: .infinity)
        .clipShape(RoundedRectangle(cornerRadius: 10))
        .task { picture = await scene.picture(kind) { await $0.thumbnail($1, side: 360) } }
    }
}

/// A picture on the whole screen, to be pinched larger.
struct LargePicture: View {
    let scene: Scene
    let picture: CheckReviewPicture
    @State private var shown: AnyView?
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Group {
                if let shown { shown } else { ProgressView() }
            }
            .frame(maxWidth: .infinity, maxHeight: .infinity)
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(picture.label)
            .navigationTitle(picture.label)
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button(scene.labels.close) { dismiss() } }
            }
        }
        .task { [kind = picture.kind] in shown = await scene.picture(kind) { await $0.largePicture($1) } }
    }
}
