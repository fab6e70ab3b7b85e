import KauthCore
import KauthModel
import KauthScreens
import SwiftUI

/// A system that does what it is asked and remembers it; the person's finger is willing or not.
@MainActor
final class TestShell: Shell, Surroundings {
    let keys: SoftwareKeys
    var isWilling = true
    /// The prompt's key signs something else than what it is given.
    var signsOther = false
    var permissions: [PermissionKind: PermissionState] = [:]
    var picture: Data?
    /// Where the phone lies; none where it does not know.
    var place: Place? = Place(latitude: 49.0134, longitude: 12.1016, accuracyM: 20)
    private(set) var openedUrls: [String] = []
    private(set) var openedSettings: [SettingsPage] = []
    private(set) var notices: [RequestNotice] = []
    private(set) var recoveries: [RecoveryNotice] = []
    private(set) var copied: [String] = []
    private(set) var saved: [String] = []
    private(set) var printed: [String] = []
    private(set) var spoken: [String] = []
    private(set) var reasons: [String] = []
    private(set) var returns = 0

    init(keys: SoftwareKeys) { self.keys = keys }

    func openUrl(_ url: String) async { openedUrls.append(url) }
    func notify(_ notice: RequestNotice, labels: Labels) async { notices.append(notice) }
    func withdrawNotification(request: String) async { notices.removeAll { $0.request == request } }
    func notifyRecovery(_ notice: RecoveryNotice) async { recoveries.append(notice) }
    func withdrawRecoveryNotification(recovery: String) async { recoveries.removeAll { $0.recovery == recovery } }
    func copy(_ text: String, sensitive: Bool, clearAfterMs: UInt64?) async { copied.append(text) }
    func saveText(fileName: String, text: String) async { saved.append(text) }
    func printText(title: String, text: String) async { printed.append(text) }
    func vibrate(_ pattern: Vibration) async {}
    func speak(_ text: String) async { spoken.append(text) }
    func announce(_ text: String) { spoken.append(text) }
    func askPermission(_ kind: PermissionKind, reason: String, labels: Labels) async -> PermissionState {
        permissions[kind] ?? .granted
    }
    func openSystemSettings(_ page: SettingsPage) async { openedSettings.append(page) }
    func returnToBrowser() async { returns += 1 }
    func registerPush(instance: String, vapidKey: String?) async {}
    func sign(key: String, bytes: Data, reason: String, labels: Labels) async -> SignatureResult {
        reasons.append(reason)
        guard isWilling else { return .declined }
        let bytes = signsOther ? bytes + [0] : bytes
        return (try? keys.signPrompted(key: key, bytes: bytes, passphrase: nil)) ?? .unavailable
    }

    func viewfinder(_ finder: Finder, _ take: @escaping TakeFrame) -> AnyView { AnyView(EmptyView()) }
    var hasTorch: Bool { true }
    private(set) var isLit = false
    func torch(_ isOn: Bool) { isLit = isOn }
    func pickPicture() async -> Data? { picture }
    func takePicture() async -> Data? { picture }
    func thumbnail(_ file: Data, side: Double) async -> AnyView? { AnyView(EmptyView()) }
    func largePicture(_ file: Data) async -> AnyView? { AnyView(EmptyView()) }
    func locate() async -> Place? { place }
}
