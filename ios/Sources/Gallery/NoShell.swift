import KauthCore
import KauthModel
import SwiftUI

/// Pictures ask for nothing.
final class NoShell: Shell {
    func openUrl(_ url: String) async {}
    func notify(_ notice: RequestNotice, labels: Labels) async {}
    func withdrawNotification(request: String) async {}
    func notifyRecovery(_ notice: RecoveryNotice) async {}
    func withdrawRecoveryNotification(recovery: String) async {}
    func copy(_ text: String, sensitive: Bool, clearAfterMs: UInt64?) async {}
    func saveText(fileName: String, text: String) async {}
    func printText(title: String, text: String) async {}
    func vibrate(_ pattern: Vibration) async {}
    func speak(_ text: String) async {}
    func askPermission(_ kind: PermissionKind, reason: String, labels: Labels) async -> PermissionState { .unknown }
    func openSystemSettings(_ page: SettingsPage) async {}
    func returnToBrowser() async {}
    func registerPush(instance: String, vapidKey: String?) async {}
    func sign(key: String, bytes: Data, reason: String, labels: Labels) async -> SignatureResult { .unavailable }
}
