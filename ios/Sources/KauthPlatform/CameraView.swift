#if os(iOS)
    import AVFoundation
    import KauthScreens
    import SwiftUI

    /// What the camera sees, as long as it is on screen.
    struct CameraView: UIViewRepresentable {
        let take: TakeFrame

        final class Preview: UIView {
            override static var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }
            var previewLayer: AVCaptureVideoPreviewLayer? { layer as? AVCaptureVideoPreviewLayer }
        }

        func makeCoordinator() -> Camera { Camera(take) }

        func makeUIView(context: Context) -> Preview {
            let view = Preview()
            view.previewLayer?.session = context.coordinator.session
            view.previewLayer?.videoGravity = .resizeAspectFill
            context.coordinator.start()
            return view
        }

        func updateUIView(_ view: Preview, context: Context) {}

        static func dismantleUIView(_ view: Preview, coordinator: Camera) { coordinator.stop() }
    }
#endif
