#if os(iOS)
    import SwiftUI
    import UIKit

    /// The system's page for taking one picture; a JPEG file of it stays in memory.
    struct StillCamera: UIViewControllerRepresentable {
        static var isThere: Bool { UIImagePickerController.isSourceTypeAvailable(.camera) }

        let isSelfie: Bool
        let done: @MainActor (Data?) -> Void

        @MainActor
        final class Coordinator: NSObject, UIImagePickerControllerDelegate, UINavigationControllerDelegate {
            private let done: @MainActor (Data?) -> Void

            init(_ done: @escaping @MainActor (Data?) -> Void) { self.done = done }

            func imagePickerController(
                _ picker: UIImagePickerController,
                didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
            ) {
                let image = info[.originalImage] as? UIImage
                done(image?.jpegData(compressionQuality: 0.95))
            }
            func imagePickerControllerDidCancel(_ picker: UIImagePickerController) { done(nil) }
        }

        func makeCoordinator() -> Coordinator { Coordinator(done) }

        func makeUIViewController(context: Context) -> UIImagePickerController {
            let picker = UIImagePickerController()
            picker.sourceType = .camera
            if isSelfie, UIImagePickerController.isCameraDeviceAvailable(.front) { picker.cameraDevice = .front }
            picker.delegate = context.coordinator
            return picker
        }

        func updateUIViewController(_ picker: UIImagePickerController, context: Context) {}
    }
#endif
