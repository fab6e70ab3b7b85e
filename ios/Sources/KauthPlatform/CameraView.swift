#if os(iOS)
    import AVFoundation
    import KauthScreens
    import SwiftUI

    /// What the camera sees, as long as it is on screen, and a document's outline over it.
    struct CameraView: UIViewRepresentable {
        let finder: Finder
        let take: TakeFrame

        final class Preview: UIView {
            override static var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }
            var previewLayer: AVCaptureVideoPreviewLayer? { layer as? AVCaptureVideoPreviewLayer }
            let outline = CAShapeLayer()

            /// As shares of the view, which has the frame's own form.
            func draw(_ corners: [CGPoint], isFine: Bool) {
                let line = UIBezierPath()
                for (place, corner) in corners.enumerated() {
                    let point = CGPoint(x: corner.x * bounds.width, y: corner.y * bounds.height)
                    if place == 0 { line.move(to: point) } else { line.addLine(to: point) }
                }
                if !corners.isEmpty { line.close() }
                outline.path = line.cgPath
                outline.lineWidth = isFine ? 4 : 2
            }
        }

        func makeCoordinator() -> Camera { Camera() }

        func makeUIView(context: Context) -> Preview {
            let view = Preview()
            view.previewLayer?.session = context.coordinator.session
            view.previewLayer?.videoGravity = .resizeAspectFill
            view.outline.fillColor = nil
            view.outline.strokeColor = UIColor.white.cgColor
            view.outline.shadowOpacity = 1
            view.outline.shadowRadius = 2
            view.outline.shadowOffset = .zero
            view.layer.addSublayer(view.outline)
            Camera.shown = context.coordinator
            return view
        }

        func updateUIView(_ view: Preview, context: Context) {
            context.coordinator.look(finder, take)
            view.draw(finder.outline.map { CGPoint(x: Double($0.x), y: Double($0.y)) }, isFine: finder.isFine)
        }

        static func dismantleUIView(_ view: Preview, coordinator: Camera) { coordinator.stop() }
    }
#endif
