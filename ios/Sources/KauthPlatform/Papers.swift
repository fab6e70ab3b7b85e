#if os(iOS)
    import KauthModel
    import SwiftUI
    import UIKit
    import UniformTypeIdentifiers

    /// Prints a text as it is.
    @MainActor
    enum Printing {
        static func printText(title: String, text: String) async throws {
            let formatter = UISimpleTextPrintFormatter(text: text)
            formatter.perPageContentInsets = UIEdgeInsets(top: 72, left: 72, bottom: 72, right: 72)
            let controller = UIPrintInteractionController.shared
            controller.printInfo = UIPrintInfo(dictionary: [UIPrintInfo.PropertyKey.jobName.rawValue: title])
            controller.printFormatter = formatter
            try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
                let isShown = controller.present(animated: true) { _, _, failure in
                    if let failure { done.resume(throwing: failure) } else { done.resume() }
                }
                if !isShown { done.resume(throwing: NotDone()) }
            }
        }
    }

    /// A text on its way to a file of the person's choice.
    struct TextFile: FileDocument {
        static let readableContentTypes = [UTType.plainText]
        let text: String

        init(text: String) { self.text = text }
        init(configuration: ReadConfiguration) throws { text = "" }

        func fileWrapper(configuration: WriteConfiguration) throws -> FileWrapper {
            FileWrapper(regularFileWithContents: Data(text.utf8))
        }
    }
#endif
