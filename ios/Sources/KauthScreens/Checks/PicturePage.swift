import KauthCore
import SwiftUI

/// A picture is to be taken, or chosen.
struct PicturePage: View {
    let scene: Scene
    let view: CheckPictureView
    @State private var underWay: Work?
    @Environment(\.palette) private var palette

    private enum Way { case taking, choosing }
    /// What is under way, for which picture: the next one's page may come before the last one's work has ended.
    private struct Work: Equatable {
        let way: Way
        let kind: PictureKind
    }

    var body: some View {
        HeroPage(scene, sign: view.take == nil ? Sign(image: view.kind.image, tone: .calm) : nil, title: view.title) {
            Text(view.position).font(.subheadline).foregroundStyle(palette.faint)
            Problem(scene, view.problem)
            if view.take != nil { CheckViewfinder(scene: scene, view: view, take: take) }
            Prose(view.text)
            if let refused = view.cameraRefused {
                Warning(refused)
                CommandButton(scene, scene.labels.openSystemSettings, kind: .quiet) {
                    try await $0.askPermission(kind: .camera)
                }
            }
        } actions: {
            if let label = view.take { WideButton(label, isUnderWay: does(.taking), action: take) }
            WideButton(view.choose, kind: view.take == nil ? .main : .side, isUnderWay: does(.choosing)) {
                give(.choosing) { [surroundings = scene.surroundings] in await surroundings.pickPicture() }
            }
            if let anyway = view.sendAnyway {
                CommandButton(scene, anyway, kind: .quiet) { [kind = view.kind] in try await $0.sendAnyway(kind: kind) }
            }
            if let other = view.otherDocument { OtherDocumentButton(scene: scene, label: other) }
            WithdrawButton(scene: scene, label: view.withdraw)
        }
    }

    private func does(_ way: Way) -> Bool { underWay == Work(way: way, kind: view.kind) }

    private func take() {
        guard !does(.taking) else { return }
        give(.taking) { [surroundings = scene.surroundings] in await surroundings.takePicture() }
    }

    private func give(_ way: Way, _ picture: @escaping @MainActor () async -> Data?) {
        let work = Work(way: way, kind: view.kind)
        underWay = work
        Task {
            if let bytes = await picture() {
                _ = await scene.phone.ask { try await $0.checkPicture(kind: work.kind, bytes: bytes) }
            }
            if underWay == work { underWay = nil }
        }
    }
}

extension PictureKind {
    /// The sign of a picture, where it is not drawn itself.
    var image: String {
        switch self {
        case .front, .back: "person.text.rectangle"
        case .photoPage: "book.closed"
        case .selfie: "camera"
        }
    }
}
