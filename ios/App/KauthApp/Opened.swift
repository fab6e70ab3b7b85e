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

    func take(_ url: URL) { phone.send { try await $0.opened(url: url.absoluteString) } }

    /// The person's languages, most wanted first.
    static var languages: String { Locale.preferredLanguages.joined(separator: ",") }

    private static func config(_ folder: URL) -> AppConfig {
        AppConfig(
            dataDir: folder.path(percentEncoded: false), languages: languages,
            language: nil, utcOffsetMinutes: SystemTells.utcOffsetMinutes, deviceName: UIDevice.current.name,
            platformName: "ios",
            shell: ShellCapabilities(
                loopbackHttp: false, camera: true, browser: true, notifications: true, files: true, printing: true,
                stayReachable: false, push: false),
            timeouts: Timeouts(connectMs: 10_000, callMs: 20_000, pollMs: 40_000, waitS: 25))
    }
}
