#if os(iOS)
    import AVFoundation

    /// The light beside the back camera.
    @MainActor
    enum Torch {
        private static var device: AVCaptureDevice? { .default(.builtInWideAngleCamera, for: .video, position: .back) }

        static var isThere: Bool { device?.hasTorch == true }

        static func set(_ isOn: Bool) {
            guard let device, device.isTorchAvailable, (try? device.lockForConfiguration()) != nil else { return }
            device.torchMode = isOn ? .on : .off
            device.unlockForConfiguration()
        }
    }
#endif
