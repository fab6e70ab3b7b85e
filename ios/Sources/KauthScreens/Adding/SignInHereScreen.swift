import KauthCore
import SwiftUI

/// A provider's address, to sign in on this phone.
struct SignInHereScreen: View {
    let scene: Scene
    let view: SignInHereView
    @SceneStorage("sign-in-here.host") private var host = ""

    var body: some View {
        ListPage(scene, title: view.title) {
            Section {
                LabelledField(label: scene.labels.hostField, text: $host)
                    .keyboardType(.URL)
                    .textContentType(.URL)
                    .submitLabel(.go)
                    .onSubmit(signIn)
                if let problem = view.problem { Problem(scene, problem) }
            } footer: {
                Text(view.text)
            }
            if !view.knownHosts.isEmpty {
                Section {
                    ForEach(view.knownHosts, id: \.self) { known in Button(known) { host = known } }
                }
            }
        } actions: {
            WideButton(scene.labels.signIn, action: signIn)
        }
    }

    private func signIn() {
        scene.phone.send { [host] in try await $0.signInHere(host: host, loopbackRedirect: nil) }
    }
}
