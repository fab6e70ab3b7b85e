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
        /// Which of the system's two choosers is open.
        @State private var chooser: Chooser?
        @Environment(\.scenePhase) private var scenePhase

        public init(phone: Phone, shell: PhoneShell) {
            self.phone = phone
            self.shell = shell
        }

        public var body: some View {
            PhoneScreen(phone: phone, surroundings: shell)
                .overlay { if scenePhase != .active { PrivacyShield() } }
                .confirmationDialog(phone.state?.labels.picture ?? "", isPresented: isAsking) {
                    Button(phone.state?.labels.photos ?? "") { chooser = .photos }
                    Button(phone.state?.labels.files ?? "") { chooser = .files }
                }
                .photosPicker(isPresented: isOpen(.photos), selection: $picked, matching: .images)
                .onChange(of: picked) { _, item in take(item) }
                .fileImporter(isPresented: isOpen(.files), allowedContentTypes: [.item]) { take($0) }
                .fileExporter(
                    isPresented: isSaving, document: shell.saving?.file, contentType: .plainText,
                    defaultFilename: shell.saving?.name
                ) { endSaving($0.map { _ in }) }
                .alert(shell.explaining?.reason ?? "", isPresented: isExplaining) {
                    Button(shell.explaining?.next ?? "") { endExplaining() }
                }
        }

        private enum Chooser { case photos, files }

        private var isAsking: Binding<Bool> {
            Binding(
                get: { shell.picking != nil && chooser == nil && picked == nil }, set: { if !$0 { endPicking() } })
        }
        private func isOpen(_ one: Chooser) -> Binding<Bool> {
            Binding(
                get: { shell.picking != nil && chooser == one && picked == nil },
                set: {
                    guard !$0 else { return }
                    chooser = nil
                    endPicking()
                })
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
            chooser = nil
            Task {
                waiting.resume(returning: try? await item.loadTransferable(type: Data.self))
                picked = nil
            }
        }
        private func take(_ file: Result<URL, any Error>) {
            chooser = nil
            guard let waiting = shell.picking else { return }
            shell.picking = nil
            guard let place = try? file.get() else { return waiting.resume(returning: nil) }
            Task.detached { waiting.resume(returning: bytes(of: place)) }
        }
        private func endPicking() {
            // What was chosen comes after the chooser has gone, and a chooser after the question.
            Task {
                if chooser == nil, picked == nil, let waiting = shell.picking {
                    shell.picking = nil
                    waiting.resume(returning: nil)
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

    /// The largest file that the core takes, and a byte more: with that it says by itself that it is too large.
    private let tooLarge = (32 << 20) + 1

    /// The bytes of a file that the person chose; none where it cannot be read, which the core says.
    private func bytes(of place: URL) -> Data {
        let isLent = place.startAccessingSecurityScopedResource()
        defer { if isLent { place.stopAccessingSecurityScopedResource() } }
        guard let file = try? FileHandle(forReadingFrom: place) else { return Data() }
        defer { try? file.close() }
        return (try? file.read(upToCount: tooLarge)) ?? Data()
    }
#endif
