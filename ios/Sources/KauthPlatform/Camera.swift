#if os(iOS)
    import AVFoundation
    import KauthScreens

    /// A camera. Its luma plane is lent to the core, one frame at a time, on a queue of its own.
    final class Camera: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate, @unchecked Sendable {
        /// The one on screen.
        @MainActor static weak var shown: Camera?

        let session = AVCaptureSession()
        private let queue = DispatchQueue(label: "app.kauth.camera")
        private let photos = AVCapturePhotoOutput()
        private let frames = AVCaptureVideoDataOutput()
        private var finder = Finder()
        private var take: TakeFrame = { _ in }
        private var level: AVCaptureDevice.RotationCoordinator?

        /// Looks from now on for this finder's sake.
        func look(_ finder: Finder, _ take: @escaping TakeFrame) {
            queue.async { [self] in
                let isOther = session.inputs.isEmpty || finder.isSelfie != self.finder.isSelfie
                (self.finder, self.take) = (finder, take)
                if isOther { prepare() }
                if !session.isRunning { session.startRunning() }
            }
        }

        func stop() { queue.async { [self] in session.stopRunning() } }

        /// A JPEG file in memory; none where it cannot be taken.
        func picture() async -> Data? {
            await withCheckedContinuation { done in
                queue.async { [self] in
                    guard session.isRunning, photos.connection(with: .video)?.isActive == true else {
                        return done.resume(returning: nil)
                    }
                    photos.connection(with: .video)?.videoRotationAngle = angle
                    let settings = AVCapturePhotoSettings(format: [AVVideoCodecKey: AVVideoCodecType.jpeg])
                    photos.capturePhoto(with: settings, delegate: Exposure(done))
                }
            }
        }

        private var angle: Double { level?.videoRotationAngleForHorizonLevelCapture ?? 90 }

        private func prepare() {
            let position = finder.isSelfie ? AVCaptureDevice.Position.front : .back
            guard let device = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: position),
                let input = try? AVCaptureDeviceInput(device: device)
            else { return }
            level = AVCaptureDevice.RotationCoordinator(device: device, previewLayer: nil)
            frames.videoSettings = [
                kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarFullRange
            ]
            frames.alwaysDiscardsLateVideoFrames = true
            frames.setSampleBufferDelegate(self, queue: queue)
            session.beginConfiguration()
            session.inputs.forEach(session.removeInput)
            session.sessionPreset = finder.takesPictures ? .photo : .hd1280x720
            if session.canAddInput(input) { session.addInput(input) }
            if session.canAddOutput(frames) { session.addOutput(frames) }
            if finder.takesPictures, session.canAddOutput(photos) { session.addOutput(photos) }
            session.commitConfiguration()
        }

        func captureOutput(_ output: AVCaptureOutput, didOutput sample: CMSampleBuffer, from: AVCaptureConnection) {
            guard let buffer = CMSampleBufferGetImageBuffer(sample) else { return }
            withLuma(of: buffer, rotation: Int32(angle)) { take($0) }
        }
    }
#endif
