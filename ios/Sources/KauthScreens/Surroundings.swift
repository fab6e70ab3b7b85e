import KauthCore
import KauthModel
import SwiftUI

/// What the camera saw: one byte of brightness a pixel, rows from the top, `rowStride` bytes from one row's start to the
/// next; to be turned clockwise by `rotation` degrees to be upright. The bytes are only lent.
public struct CameraFrame {
    public let luma: Data
    public let width: UInt32
    public let height: UInt32
    public let rowStride: UInt32
    public let rotation: Int32

    public init(luma: Data, width: UInt32, height: UInt32, rowStride: UInt32, rotation: Int32) {
        (self.luma, self.width, self.height) = (luma, width, height)
        (self.rowStride, self.rotation) = (rowStride, rotation)
    }
}

/// Sees one camera frame, on the camera's own thread.
public typealias TakeFrame = @Sendable (CameraFrame) -> Void

/// What a viewfinder is for, and what is drawn over it.
public struct Finder: Sendable {
    /// Pictures are taken, not codes looked for.
    public let takesPictures: Bool
    /// The camera that looks at the person.
    public let isSelfie: Bool
    /// A document's corners, as shares of the upright frame; empty for none.
    public let outline: [SightPoint]
    /// Nothing is wrong with it.
    public let isFine: Bool

    public init(
        takesPictures: Bool = false, isSelfie: Bool = false, outline: [SightPoint] = [], isFine: Bool = false
    ) {
        (self.takesPictures, self.isSelfie) = (takesPictures, isSelfie)
        (self.outline, self.isFine) = (outline, isFine)
    }
}

/// What a system has that no screen can draw by itself.
@MainActor
public protocol Surroundings: AnyObject {
    /// Says a sentence to people who use a screen reader, now: it has come onto the screen.
    func announce(_ text: String)
    /// What the camera sees. A frame of 3 : 4 shows all of it.
    func viewfinder(_ finder: Finder, _ take: @escaping TakeFrame) -> AnyView
    /// The camera has a light that `torch` switches.
    var hasTorch: Bool { get }
    /// Switches the camera's light. It goes out with the viewfinder.
    func torch(_ isOn: Bool)
    /// A picture or a file of the person's choice; none if they choose none.
    func pickPicture() async -> Data?
    /// A picture by the camera that the viewfinder shows, as a JPEG file; none if there is none.
    func takePicture() async -> Data?
    /// A picture file, whole, small, about so many points wide and high; none for what is no picture.
    func thumbnail(_ file: Data, side: Double) async -> AnyView?
    /// A picture file, whole and sharp, that two fingers or two taps make larger; none for what is no picture.
    func largePicture(_ file: Data) async -> AnyView?
    /// Where the phone is, now and once. The system asks the person before. None where that is not to be had.
    func locate() async -> Place?
}

/// Where the phone is: degrees (WGS 84), and the radius in metres within which that is true.
public struct Place: Equatable, Sendable {
    public let latitude: Double
    public let longitude: Double
    public let accuracyM: Double

    /// No place on Earth: the core says in words that it could not be found out.
    static let unknown = Place(latitude: .nan, longitude: .nan, accuracyM: .nan)

    public init(latitude: Double, longitude: Double, accuracyM: Double) {
        self.latitude = latitude
        self.longitude = longitude
        self.accuracyM = accuracyM
    }
}

/// What every screen is given: the phone to send commands to, the labels, and what is left of a time.
struct Scene {
    let phone: Phone
    let state: PhoneState
    let surroundings: any Surroundings

    var view: AppView { state.view }
    var labels: Labels { state.labels }

    /// The core's screen lies over everything.
    var isSheet: Bool {
        switch view.screen {
        case .request, .requestEnded: true
        default: false
        }
    }

    @MainActor func show(_ destination: Destination) { phone.send { try await $0.show(destination: destination) } }
    @MainActor func back() { phone.send { _ = try await $0.back() } }
    /// A picture of the check, as the system draws it.
    @MainActor func picture(
        _ kind: PictureKind, _ draw: @MainActor (any Surroundings, Data) async -> AnyView?
    ) async -> AnyView? {
        guard let file = try? await phone.app.pictureOf(kind: kind) else { return nil }
        return await draw(surroundings, file)
    }
    @MainActor func pickPicture() {
        let (app, surroundings) = (phone.app, surroundings)
        Task {
            guard let bytes = await surroundings.pickPicture() else { return }
            await Task.detached { try? app.picture(bytes: bytes) }.value
        }
    }
}
