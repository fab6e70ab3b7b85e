#if os(iOS)
    import KauthCore
    import UIKit

    /// How the phone makes itself felt and heard.
    @MainActor
    enum Hints {
        static func vibrate(_ pattern: Vibration) {
            let generator = UINotificationFeedbackGenerator()
            switch pattern {
            case .arrived: generator.notificationOccurred(.warning)
            case .succeeded: generator.notificationOccurred(.success)
            case .failed: generator.notificationOccurred(.error)
            }
        }

        static func announce(_ text: String) {
            UIAccessibility.post(notification: .announcement, argument: text)
        }
    }
#endif
