#if os(iOS)
    import ImageIO
    import SwiftUI
    import UIKit

    /// Small pictures of picture files, whole, read beside the main thread.
    enum Thumbnails {
        @MainActor
        static func view(_ file: Data, side: Double) async -> AnyView? {
            let pixels = side * UIScreen.main.scale * 2
            guard let picture = await Task.detached(operation: { read(file, pixels) }).value else { return nil }
            return AnyView(Image(decorative: picture, scale: 1).resizable().scaledToFit())
        }

        /// A picture file upright, at most so many pixels wide and high.
        nonisolated static func read(_ file: Data, _ pixels: Double) -> CGImage? {
            let options: [CFString: Any] = [
                kCGImageSourceCreateThumbnailFromImageAlways: true, kCGImageSourceThumbnailMaxPixelSize: pixels,
                kCGImageSourceCreateThumbnailWithTransform: true,
            ]
            guard let source = CGImageSourceCreateWithData(file as CFData, nil) else { return nil }
            return CGImageSourceCreateThumbnailAtIndex(source, 0, options as CFDictionary)
        }
    }
#endif
