#if os(iOS)
    import SwiftUI
    import UIKit

    /// Pictures of picture files on a whole screen, read beside the main thread.
    enum LargePictures {
        /// Sharp when it is made larger, and not more than a phone's memory bears.
        private static let pixels = 4096.0

        @MainActor
        static func view(_ file: Data) async -> AnyView? {
            let pixels = pixels
            let read = await Task.detached { Thumbnails.read(file, pixels) }.value
            guard let picture = read else { return nil }
            return AnyView(ZoomedPicture(picture: UIImage(cgImage: picture)))
        }
    }

    /// Two fingers make it larger, two taps make it larger or whole again.
    private struct ZoomedPicture: UIViewRepresentable {
        let picture: UIImage

        func makeUIView(context: Context) -> UIScrollView {
            let shown = context.coordinator.shown
            shown.image = picture
            shown.contentMode = .scaleAspectFit
            shown.autoresizingMask = [.flexibleWidth, .flexibleHeight]
            let frame = UIScrollView()
            frame.maximumZoomScale = 8
            frame.showsHorizontalScrollIndicator = false
            frame.showsVerticalScrollIndicator = false
            frame.delegate = context.coordinator
            shown.frame = frame.bounds
            frame.addSubview(shown)
            let twice = UITapGestureRecognizer(target: context.coordinator, action: #selector(Fingers.tappedTwice))
            twice.numberOfTapsRequired = 2
            frame.addGestureRecognizer(twice)
            return frame
        }

        func updateUIView(_ frame: UIScrollView, context: Context) {}
        func makeCoordinator() -> Fingers { Fingers() }

        @MainActor
        final class Fingers: NSObject, UIScrollViewDelegate {
            let shown = UIImageView()

            func viewForZooming(in frame: UIScrollView) -> UIView? { shown }

            @objc func tappedTwice(_ tap: UITapGestureRecognizer) {
                guard let frame = tap.view as? UIScrollView else { return }
                guard frame.zoomScale == 1 else { return frame.setZoomScale(1, animated: true) }
                let middle = tap.location(in: shown)
                let size = CGSize(width: frame.bounds.width / 3, height: frame.bounds.height / 3)
                let corner = CGPoint(x: middle.x - size.width / 2, y: middle.y - size.height / 2)
                frame.zoom(to: CGRect(origin: corner, size: size), animated: true)
            }
        }
    }
#endif
