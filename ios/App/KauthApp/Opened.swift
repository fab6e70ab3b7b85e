import Foundation
import KauthCore
import KauthModel
import KauthPlatform
import UIKit

/// The core with everything of iOS that it needs.
@MainActor
struct Opened {
    let phone: Phone
    let shell: PhoneShell
    let tells: SystemTells

    init() async throws {
        let app = try await KauthCore.App.open(
            config: Self.config(try Vault.folder()), keys: SecureEnclaveKeys(), clock: PhoneClock())
        shell = PhoneShell(
            notifications: Notifications { request, decision in
                Task {
                    if let decision {
                        try? await app.answer(request: request, decision: decision, digits: nil)
                    } else {
                        try? await app.show(destination: .request(request: request))
                    }
                }
            })
        phone = Phone(app: app, shell: shell)
        tells = SystemTells(phone)
    }

    /// The page that was signed in on answers by `kauth://oauth`; everything else is a link to read.
    func take(_ url: URL) {
        let text = url.absoluteString
        let isAnswer = url.scheme == "kauth" && url.host() == "oauth"
        phone.send { isAnswer ? try await $0.oauthReturned(url: text) : try await $0.scan(text: text) }
    }

    private static func config(_ folder: URL) -> AppConfig {
        AppConfig(
            dataDir: folder.path(percentEncoded: false), languages: Locale.preferredLanguages.joined(separator: ","),
            language: nil, utcOffsetMinutes: SystemTells.utcOffsetMinutes, deviceName: UIDevice.current.name,
            platformName: "ios",
            shell: ShellCapabilities(
                loopbackHttp: false, camera: true, browser: true, notifications: true, files: true, printing: true,
                stayReachable: false, push: false),
            timeouts: Timeouts(connectMs: 10_000, callMs: 20_000, pollMs: 40_000, waitS: 25))
    }
}
