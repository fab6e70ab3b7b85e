#if os(iOS)
    import KauthCore
    import KauthModel
    import KauthScreens
    import PhotosUI
    import SwiftUI

    /// The phone's screens with what the system lays over them: the picture chooser, *save as*, the reason before a
    /// permission, and a shield while the app is in the switcher.
    public struct PhoneHost: View {
        let phone: Phone
        @Bindable var shell: PhoneShell
        @State private var picked: PhotosPickerItem?
        @Environment(\.scenePhase) private var scenePhase

        public init(phone: Phone, shell: PhoneShell) {
            self.phone = phone
            self.shell = shell
        }

        public var body: some View {
            PhoneScreen(phone: phone, surroundings: shell)
                .overlay { if scenePhase != .active { PrivacyShield() } }
                .photosPicker(isPresented: isPicking, selection: $picked, matching: .images)
                .onChange(of: picked) { _, item in take(item) }
                .fileExporter(
                    isPresented: isSaving, document: shell.saving?.file, contentType: .plainText,
                    defaultFilename: shell.saving?.name
                ) { endSaving($0.map { _ in }) }
                .alert(shell.explaining?.reason ?? "", isPresented: isExplaining) {
                    Button(shell.explaining?.next ?? "") { endExplaining() }
                }
        }

        private var isPicking: Binding<Bool> {
            Binding(get: { shell.picking != nil && picked == nil }, set: { if !$0 { endPicking(nil) } })
        }
        private var isSaving: Binding<Bool> {
            Binding(get: { shell.saving != nil }, set: { if !$0 { leaveSaving() } })
        }
        private var isExplaining: Binding<Bool> {
            Binding(get: { shell.explaining != nil }, set: { if !$0 { endExplaining() } })
        }

        private func take(_ item: PhotosPickerItem?) {
            guard let item, let waiting = shell.picking else { return }
            shell.picking = nil
            Task {
                waiting.resume(returning: try? await item.loadTransferable(type: Data.self))
                picked = nil
            }
        }
        private func endPicking(_ data: Data?) {
            // A chosen picture comes after the chooser has gone.
            Task {
                if picked == nil, let waiting = shell.picking {
                    shell.picking = nil
                    waiting.resume(returning: data)
                }
            }
        }
        private func endSaving(_ result: Result<Void, any Error>) {
            let done = shell.saving?.done
            shell.saving = nil
            done?.resume(with: result)
        }
        private func leaveSaving() {
            // What came of it comes as the dialogue goes; nothing comes where the person left it.
            Task { endSaving(.success(())) }
        }
        private func endExplaining() {
            let done = shell.explaining?.done
            shell.explaining = nil
            done?.resume()
        }
    }
#endif
