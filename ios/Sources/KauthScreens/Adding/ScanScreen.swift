import KauthCore
import SwiftUI

/// The camera looks for a QR code.
struct ScanScreen: View {
    let scene: Scene
    let view: ScanView
    @State private var isLit = false
    @Environment(\.palette) private var palette

    var body: some View {
        HeroPage(scene, sign: nil, title: view.title) {
            Prose(view.text)
            scene.surroundings.viewfinder(Finder()) { [app = scene.phone.app] frame in
                _ = app.frame(luma: frame.luma, width: frame.width, height: frame.height, rowStride: frame.rowStride)
            }
            .frame(maxWidth: .infinity, minHeight: 360)
            .background(palette.field)
            .clipShape(RoundedRectangle(cornerRadius: 24))
            .accessibilityHidden(true)
            Problem(scene, view.problem)
        } actions: {
            if scene.surroundings.hasTorch {
                WideButton(scene.labels.torch, kind: .side) {
                    isLit.toggle()
                    scene.surroundings.torch(isLit)
                }
            }
            WideButton(scene.labels.picture, kind: .side) { scene.pickPicture() }
        }
    }
}
