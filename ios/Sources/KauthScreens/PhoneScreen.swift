import KauthCore
import KauthModel
import SwiftUI

/// The whole app: the core's screen, its passing notice below, a request as a sheet over everything.
public struct PhoneScreen: View {
    let phone: Phone
    let surroundings: any Surroundings

    public init(phone: Phone, surroundings: any Surroundings) {
        self.phone = phone
        self.surroundings = surroundings
    }

    public var body: some View {
        if let state = phone.state {
            StateScreen(scene: Scene(phone: phone, state: state, surroundings: surroundings))
        } else {
            ProgressView().frame(maxWidth: .infinity, maxHeight: .infinity)
        }
    }
}

/// One state of the core.
public struct StateScreen: View {
    let scene: Scene

    init(scene: Scene) { self.scene = scene }

    public init(phone: Phone, state: PhoneState, surroundings: any Surroundings) {
        self.init(scene: Scene(phone: phone, state: state, surroundings: surroundings))
    }

    public var body: some View {
        Surface(scene: scene)
            .safeAreaInset(edge: .bottom) { if !scene.isSheet { Notice(scene: scene) } }
            .sheet(isPresented: Binding(get: { scene.isSheet }, set: { if !$0 { scene.back() } })) {
                Sheet(scene: scene).safeAreaInset(edge: .bottom) { Notice(scene: scene) }
            }
            .preferredColorScheme(scheme)
    }

    private var scheme: ColorScheme? {
        switch scene.view.theme {
        case .system: nil
        case .light: .light
        case .dark: .dark
        }
    }
}

/// What lies over everything, the lock screen too.
private struct Sheet: View {
    let scene: Scene

    var body: some View {
        switch scene.view.screen {
        case .request(let view): RequestScreen(scene: scene, view: view)
        case .requestEnded(let view): RequestEndedScreen(scene: scene, view: view)
        default: EmptyView()
        }
    }
}

/// The core's stack. Under a sheet it is blank: what was there before may have been locked since.
private struct Surface: View {
    let scene: Scene
    @Environment(\.palette) private var palette

    var body: some View {
        Group {
            switch scene.view.screen {
            case .locked(let view): LockedScreen(scene: scene, view: view)
            case .start(let view): StartScreen(scene: scene, view: view)
            case .accounts(let view): AccountsScreen(scene: scene, view: view)
            case .account(let view): AccountScreen(scene: scene, view: view)
            case .remove(let view): RemoveScreen(scene: scene, view: view)
            case .add, .scan, .addByHand, .import, .signInHere, .agree, .working, .linkCode, .recoveryCodes,
                .linkRemoved, .linkAgain:
                LinkingSurface(scene: scene)
            case .history(let view): HistoryScreen(scene: scene, view: view)
            case .settings(let view): SettingsScreen(scene: scene, view: view)
            case .check(let view): CheckScreen(scene: scene, view: view)
            case .problem(let view): ProblemScreen(scene: scene, view: view)
            case .request, .requestEnded: palette.ground
            }
        }
        .frame(maxWidth: .infinity, maxHeight: .infinity)
        .background(palette.ground)
        .foregroundStyle(palette.ink)
        .tint(palette.primary)
    }
}

/// The screens from *add an account* to *linked*, and back.
private struct LinkingSurface: View {
    let scene: Scene

    var body: some View {
        switch scene.view.screen {
        case .add(let view): AddScreen(scene: scene, view: view)
        case .scan(let view): ScanScreen(scene: scene, view: view)
        case .addByHand(let view): AddByHandScreen(scene: scene, view: view)
        case .import(let view): ImportScreen(scene: scene, view: view)
        case .signInHere(let view): SignInHereScreen(scene: scene, view: view)
        case .agree(let view): AgreeScreen(scene: scene, view: view)
        case .working(let view): WorkingScreen(scene: scene, view: view)
        case .linkCode(let view): LinkCodeScreen(scene: scene, view: view)
        case .recoveryCodes(let view): RecoveryCodesScreen(scene: scene, view: view)
        case .linkRemoved(let view): LinkRemovedScreen(scene: scene, view: view)
        case .linkAgain(let view): LinkAgainScreen(scene: scene, view: view)
        default: EmptyView()
        }
    }
}
