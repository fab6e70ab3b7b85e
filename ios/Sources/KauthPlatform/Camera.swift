#if os(iOS)
    import AVFoundation
    import KauthScreens

    /// The back camera. Its luma plane is lent to the core, one frame at a time, on a queue of its own.
    final class Camera: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate, @unchecked Sendable {
        let session = AVCaptureSession()
        private let queue = DispatchQueue(label: "app.kauth.camera")
        private let take: TakeFrame

        init(_ take: @escaping TakeFrame) { self.take = take }

        func start() {
            queue.async { [self] in
                if session.inputs.isEmpty { prepare() }
                session.startRunning()
            }
        }

        func stop() { queue.async { [self] in session.stopRunning() } }

        private func prepare() {
            guard let device = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: .back),
                let input = try? AVCaptureDeviceInput(device: device), session.canAddInput(input)
            else { return }
            let output = AVCaptureVideoDataOutput()
            output.videoSettings = [
                kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarFullRange
            ]
            output.alwaysDiscardsLateVideoFrames = true
            output.setSampleBufferDelegate(self, queue: queue)
            session.beginConfiguration()
            session.sessionPreset = .hd1280x720
            session.addInput(input)
            if session.canAddOutput(output) { session.addOutput(output) }
            session.commitConfiguration()
        }

        func captureOutput(_ output: AVCaptureOutput, didOutput sample: CMSampleBuffer, from: AVCaptureConnection) {
            guard let buffer = CMSampleBufferGetImageBuffer(sample) else { return }
            CVPixelBufferLockBaseAddress(buffer, .readOnly)
            defer { CVPixelBufferUnlockBaseAddress(buffer, .readOnly) }
            guard let luma = CVPixelBufferGetBaseAddressOfPlane(buffer, 0) else { return }
            let (width, height) = (CVPixelBufferGetWidthOfPlane(buffer, 0), CVPixelBufferGetHeightOfPlane(buffer, 0))
            let rowStride = CVPixelBufferGetBytesPerRowOfPlane(buffer, 0)
            let lent = Data(bytesNoCopy: luma, count: rowStride * height, deallocator: .none)
            take(lent, UInt32(width), UInt32(height), UInt32(rowStride))
        }
    }
#endif
