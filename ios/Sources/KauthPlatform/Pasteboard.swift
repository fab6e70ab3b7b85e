#if os(iOS)
    import Foundation
    import UIKit
    import UniformTypeIdentifiers

    /// Copies. What is sensitive stays on this device, and goes by itself.
    @MainActor
    enum Pasteboard {
        static func copy(_ text: String, sensitive: Bool, clearAfterMs: UInt64?) {
            var options: [UIPasteboard.OptionsKey: Any] = [.localOnly: sensitive]
            options[.expirationDate] = clearAfterMs.map { Date(timeIntervalSinceNow: Double($0) / 1000) }
            UIPasteboard.general.setItems([[UTType.utf8PlainText.identifier: text]], options: options)
        }
    }
#endif
