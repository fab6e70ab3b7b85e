import Foundation
import KauthCore

/// What a notification says of a request, and which answers it may offer.
public struct RequestNotice: Equatable, Sendable {
    public let request: String
    public let title: String
    public let body: String
    public let canApprove: Bool
    public let canDeny: Bool
    public let endsInMs: UInt64
}

/// What a notification says of a recovery.
public struct RecoveryNotice: Equatable, Sendable {
    public let recovery: String
    public let title: String
    public let body: String
}

/// What a system does for the core's effects. Each returns when it is done, and throws what could not be done.
@MainActor
public protocol Shell: AnyObject {
    func openUrl(_ url: String) async throws
    func notify(_ notice: RequestNotice, labels: Labels) async
    func withdrawNotification(request: String) async
    func notifyRecovery(_ notice: RecoveryNotice) async
    func withdrawRecoveryNotification(recovery: String) async
    func copy(_ text: String, sensitive: Bool, clearAfterMs: UInt64?) async
    func saveText(fileName: String, text: String) async throws
    func printText(title: String, text: String) async throws
    func vibrate(_ pattern: Vibration) async
    func speak(_ text: String) async
    /// Shows the reason, asks the system, and answers with what came of it.
    func askPermission(_ kind: PermissionKind, reason: String, labels: Labels) async -> PermissionState
    func openSystemSettings(_ page: SettingsPage) async throws
    func returnToBrowser() async
    func registerPush(instance: String, vapidKey: String?) async
    /// Asks the person and signs. Its task is cancelled when the signature is not needed any more.
    func sign(key: String, bytes: Data, reason: String, labels: Labels) async -> SignatureResult
}

/// The system could not do it.
public struct NotDone: Error {
    public init() {}
}
