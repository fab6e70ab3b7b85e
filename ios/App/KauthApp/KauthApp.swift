import KauthCore
import KauthModel
import KauthPlatform
import SwiftUI

/// Opens the core once and shows it. Links lead to the core, whatever they are.
@main
struct KauthApp: SwiftUI.App {
    @State private var opened: Opened?
    @State private var failure: String?
    @Environment(\.scenePhase) private var scenePhase

    var body: some Scene {
        WindowGroup {
            Group {
                if let opened {
                    PhoneHost(phone: opened.phone, shell: opened.shell)
                } else if let failure {
                    VStack {
                        Text(failure).padding()
                        Button(labelsFor(languages: Opened.languages).tryAgain) { again() }
                    }
                } else {
                    ProgressView()
                }
            }
            .task { await open() }
            .onOpenURL { url in opened?.take(url) }
            .onContinueUserActivity(NSUserActivityTypeBrowsingWeb) { activity in
                if let url = activity.webpageURL { opened?.take(url) }
            }
            .onChange(of: scenePhase) { _, phase in opened?.tells.scene(phase) }
        }
    }

    private func open() async {
        guard opened == nil else { return }
        do {
            let new = try await Opened()
            opened = new
            new.tells.scene(scenePhase)
            await new.phone.run()
        } catch CoreError.Refused(_, let text, _) {
            failure = text
        } catch {
            failure = error.localizedDescription
        }
    }

    private func again() {
        failure = nil
        Task { await open() }
    }
}
