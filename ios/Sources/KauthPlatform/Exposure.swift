#if os(iOS)
    import AVFoundation

    /// One picture while it is taken. It keeps itself until it is done.
    final class Exposure: NSObject, AVCapturePhotoCaptureDelegate, @unchecked Sendable {
        private let done: CheckedContinuation<Data?, Never>
        private var taken: Data?
        private var itself: Exposure?

        init(_ done: CheckedContinuation<Data?, Never>) {
            self.done = done
            super.init()
            itself = self
        }

        func photoOutput(
            _ output: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto, error: (any Error)?
        ) { taken = error == nil ? photo.fileDataRepresentation() : nil }

        func photoOutput(
            _ output: AVCapturePhotoOutput, didFinishCaptureFor settings: AVCaptureResolvedPhotoSettings,
            error: (any Error)?
        ) {
            done.resume(returning: taken)
            itself = nil
        }
    }
#endif
