#if os(iOS)
    import KauthCore
    import KauthModel
    import UserNotifications

    /// Notifications of requests, with the answers that the core allows for each, and of recoveries.
    @MainActor
    public final class Notifications: NSObject, UNUserNotificationCenterDelegate {
        private let center = UNUserNotificationCenter.current()
        private let answer: @Sendable (String, Decision?) -> Void

        /// `answer` gets a request's id, and the decision if one was tapped; none if the notification itself was.
        public init(answer: @escaping @Sendable (String, Decision?) -> Void) {
            self.answer = answer
            super.init()
            center.delegate = self
        }

        func show(_ notice: RequestNotice, _ labels: Labels) async {
            center.setNotificationCategories(categories(labels))
            let content = UNMutableNotificationContent()
            content.title = notice.title
            content.body = notice.body
            content.sound = .default
            content.interruptionLevel = .timeSensitive
            content.categoryIdentifier = notice.canApprove ? "yes-no" : notice.canDeny ? "no" : "open"
            try? await center.add(UNNotificationRequest(identifier: notice.request, content: content, trigger: nil))
        }

        func withdraw(_ request: String) {
            center.removeDeliveredNotifications(withIdentifiers: [request])
            center.removePendingNotificationRequests(withIdentifiers: [request])
        }

        /// A tap opens the app, which says the same and has the way to stop it.
        func show(_ notice: RecoveryNotice) async {
            let content = UNMutableNotificationContent()
            content.title = notice.title
            content.body = notice.body
            content.sound = .default
            content.interruptionLevel = .timeSensitive
            let identifier = Self.recovery + notice.recovery
            try? await center.add(UNNotificationRequest(identifier: identifier, content: content, trigger: nil))
        }

        func withdraw(recovery: String) { withdraw(Self.recovery + recovery) }

        /// Begins the identifier of a recovery's notification; no request's id has a space.
        private nonisolated static let recovery = "recovery "

        private func categories(_ labels: Labels) -> Set<UNNotificationCategory> {
            let yes = UNNotificationAction(identifier: "yes", title: labels.yes, options: [.authenticationRequired])
            let no = UNNotificationAction(identifier: "no", title: labels.no)
            let notMe = UNNotificationAction(identifier: "not-me", title: labels.notMe, options: [.destructive])
            let open = UNNotificationAction(identifier: "open", title: labels.openToAnswer, options: [.foreground])
            let kinds: [(String, [UNNotificationAction])] = [
                ("yes-no", [yes, no, notMe]), ("no", [open, no, notMe]), ("open", [open]),
            ]
            return Set(kinds.map { UNNotificationCategory(identifier: $0.0, actions: $0.1, intentIdentifiers: []) })
        }

        public nonisolated func userNotificationCenter(
            _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse
        ) async {
            let decisions: [String: Decision] = ["yes": .approve, "no": .deny, "not-me": .report]
            let identifier = response.notification.request.identifier
            guard !identifier.hasPrefix(Self.recovery) else { return }
            answer(identifier, decisions[response.actionIdentifier])
        }

        public nonisolated func userNotificationCenter(
            _ center: UNUserNotificationCenter, willPresent notification: UNNotification
        ) async -> UNNotificationPresentationOptions { [] }
    }
#endif
