// Draws every screen in every state as a page: `Gallery FOLDER`. A page's name is ITEM--LOOK.html.
import KauthCore
import KauthModel
import KauthScreens
import SwiftUI

private struct Look {
    let name: String
    let language: String
    var isDark = false
    var isLarge = false
}

private final class NoCamera: Surroundings {
    func announce(_ text: String) {}
    func viewfinder(_ finder: Finder, _ take: @escaping TakeFrame) -> AnyView { AnyView(Color.clear) }
    let hasTorch = true
    func torch(_ isOn: Bool) {}
    func pickPicture() async -> Data? { nil }
    func takePicture() async -> Data? { nil }
    func thumbnail(_ file: Data, side: Double) async -> AnyView? { nil }
    func largePicture(_ file: Data) async -> AnyView? { nil }
    func locate() async -> Place? { nil }
}

private let looks = [
    Look(name: "light", language: "en"), Look(name: "dark", language: "en", isDark: true),
    Look(name: "large", language: "en", isLarge: true), Look(name: "german", language: "de"),
    Look(name: "french", language: "fr", isDark: true), Look(name: "italian", language: "it"),
    Look(name: "spanish", language: "es"), Look(name: "pseudo", language: "pseudo"),
]

@MainActor private func page(_ item: GalleryItem, _ look: Look, _ phone: Phone) -> String {
    let state = PhoneState(view: item.view, labels: item.labels)
    let device = Device(StateScreen(phone: phone, state: state, surroundings: NoCamera()))
    device.context.environment.colorScheme = look.isDark ? .dark : .light
    device.context.environment.dynamicTypeSize = look.isLarge ? .accessibility3 : .large
    let kinds = "\(look.isDark ? "dark" : "light")\(look.isLarge ? " large" : "")"
    return device.page(kinds, language: item.view.language)
}

let folder = URL(filePath: CommandLine.arguments[1])
private let phone = Phone(app: App(noHandle: App.NoHandle()), shell: NoShell())
for look in looks {
    for item in gallery(language: look.language) {
        let file = folder.appending(path: "\(item.name)--\(look.name).html")
        try page(item, look, phone).write(to: file, atomically: true, encoding: .utf8)
    }
}
