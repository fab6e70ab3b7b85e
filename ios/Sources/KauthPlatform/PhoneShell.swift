#if os(iOS)
    import KauthCore
    import KauthModel
    import KauthScreens
    import Observation
    import SwiftUI

    /// A text that waits for the person to choose a place.
    struct Saving {
        let name: String
        let file: TextFile
        let done: CheckedContinuation<Void, any Error>
    }

    /// A reason that the person reads before the system asks.
    struct Explaining {
        let reason: String
        let next: String
        let done: CheckedContinuation<Void, Never>
    }

    /// iOS behind the core's effects. What needs a view to stand on is published for `PhoneHost` to show.
    @MainActor
    @Observable
    public final class PhoneShell: Shell, Surroundings {
        var saving: Saving?
        var explaining: Explaining?
        /// Somebody waits for a picture.
        var picking: CheckedContinuation<Data?, Never>?
        @ObservationIgnored private let notifications: Notifications
        @ObservationIgnored private lazy var position = Position()

        public init(notifications: Notifications) { self.notifications = notifications }

        public func openUrl(_ url: String) async throws {
            guard let url = URL(string: url), await UIApplication.shared.open(url) else { throw NotDone() }
        }
        public func notify(_ notice: RequestNotice, labels: Labels) async { await notifications.show(notice, labels) }
        public func withdrawNotification(request: String) async { notifications.withdraw(request) }
        public func notifyRecovery(_ notice: RecoveryNotice) async { await notifications.show(notice) }
        public func withdrawRecoveryNotification(recovery: String) async {
            notifications.withdraw(recovery: recovery)
        }
        public func copy(_ text: String, sensitive: Bool, clearAfterMs: UInt64?) async {
            Pasteboard.copy(text, sensitive: sensitive, clearAfterMs: clearAfterMs)
        }
        public func saveText(fileName: String, text: String) async throws {
            let file = TextFile(text: text)
            try await withCheckedThrowingContinuation { saving = Saving(name: fileName, file: file, done: $0) }
        }
        public func printText(title: String, text: String) async throws {
            try await Printing.printText(title: title, text: text)
        }
        public func vibrate(_ pattern: Vibration) async { Hints.vibrate(pattern) }
        public func speak(_ text: String) async { announce(text) }
        public func askPermission(_ kind: PermissionKind, reason: String, labels: Labels) async -> PermissionState {
            await withCheckedContinuation { explaining = Explaining(reason: reason, next: labels.next, done: $0) }
            return await Permissions.ask(kind)
        }
        public func openSystemSettings(_ page: SettingsPage) async throws {
            try await Permissions.openSettings(page)
        }
        /// iOS has no way to lead back to another app but the link that it shows itself, at the upper left.
        public func returnToBrowser() async {}
        /// There is no UnifiedPush on iOS.
        public func registerPush(instance: String, vapidKey: String?) async {}
        public func sign(key: String, bytes: Data, reason: String, labels: Labels) async -> SignatureResult {
            await Prompt.sign(key: key, bytes: bytes, reason: reason, cancel: labels.cancel)
        }

        public func announce(_ text: String) { Hints.announce(text) }
        public func viewfinder(_ finder: Finder, _ take: @escaping TakeFrame) -> AnyView {
            AnyView(CameraView(finder: finder, take: take))
        }
        public var hasTorch: Bool { Torch.isThere }
        public func torch(_ isOn: Bool) { Torch.set(isOn) }
        public func pickPicture() async -> Data? { await withCheckedContinuation { picking = $0 } }
        public func takePicture() async -> Data? { await Camera.shown?.picture() }
        public func thumbnail(_ file: Data, side: Double) async -> AnyView? {
            await Thumbnails.view(file, side: side)
        }
        public func largePicture(_ file: Data) async -> AnyView? { await LargePictures.view(file) }
        public func locate() async -> Place? { await position.locate() }
    }
#endif
