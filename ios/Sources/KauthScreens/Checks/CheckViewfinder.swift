import KauthCore
import SwiftUI

/// What the camera sees, and the one thing to do. The words are spoken by the core's effect.
struct CheckViewfinder: View {
    let scene: Scene
    let view: CheckPictureView
    let take: @MainActor () -> Void
    @Environment(\.palette) private var palette

    var body: some View {
        VStack(spacing: 0) {
            scene.surroundings.viewfinder(finder) { [app = scene.phone.app, kind = view.kind, take] frame in
                let isNow = app.sight(
                    kind: kind, luma: frame.luma, width: frame.width, height: frame.height, rowStride: frame.rowStride,
                    rotationDegrees: frame.rotation)
                if isNow { Task { @MainActor in take() } }
            }
            .frame(width: 240, height: 320)
            .accessibilityHidden(true)
            if let sight = view.sight {
                HStack(spacing: 8) {
                    Image(systemName: sight.fine ? "checkmark" : "info.circle").accessibilityHidden(true)
                    Text(sight.text).frame(maxWidth: .infinity, alignment: .leading)
                }
                .foregroundStyle(palette.onInverse)
                .padding(16)
                .frame(maxWidth: .infinity)
                .background(palette.inverse)
            }
        }
        .frame(maxWidth: .infinity)
        .background(palette.field)
        .clipShape(RoundedRectangle(cornerRadius: 24))
    }

    private var finder: Finder {
        Finder(
            takesPictures: true, isSelfie: view.kind == .selfie, outline: view.sight?.outline ?? [],
            isFine: view.sight?.fine ?? false)
    }
}
