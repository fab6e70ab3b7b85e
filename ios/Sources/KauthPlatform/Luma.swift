#if os(iOS)
    import CoreVideo
    import Foundation
    import KauthScreens

    /// Lends a picture's brightness for as long as it is looked at.
    func withLuma(of buffer: CVImageBuffer, rotation: Int32, _ look: (CameraFrame) -> Void) {
        CVPixelBufferLockBaseAddress(buffer, .readOnly)
        defer { CVPixelBufferUnlockBaseAddress(buffer, .readOnly) }
        guard let luma = CVPixelBufferGetBaseAddressOfPlane(buffer, 0) else { return }
        let (width, height) = (CVPixelBufferGetWidthOfPlane(buffer, 0), CVPixelBufferGetHeightOfPlane(buffer, 0))
        let rowStride = CVPixelBufferGetBytesPerRowOfPlane(buffer, 0)
        let lent = Data(bytesNoCopy: luma, count: rowStride * height, deallocator: .none)
        look(
            CameraFrame(
                luma: lent, width: UInt32(width), height: UInt32(height), rowStride: UInt32(rowStride),
                rotation: rotation))
    }
#endif
