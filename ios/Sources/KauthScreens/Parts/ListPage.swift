import KauthCore
import SwiftUI

/// A screen of grouped rows under a title. The core owns the stack: the button back is the core's `back()`.
struct ListPage<Content: View, Actions: View, Tools: View>: View {
    let scene: Scene
    let title: String
    let content: Content
    let actions: Actions
    let tools: Tools
    @Environment(\.palette) private var palette

    init(
        _ scene: Scene, title: String, @ViewBuilder content: () -> Content, @ViewBuilder actions: () -> Actions,
        @ViewBuilder tools: () -> Tools
    ) {
        self.scene = scene
        self.title = title
        self.content = content()
        self.actions = actions()
        self.tools = tools()
    }

    var body: some View {
        NavigationStack {
            List {
                ForEach(Array(scene.view.banners.enumerated()), id: \.offset) { _, banner in
                    Section { BannerRow(scene: scene, banner: banner).listRowBackground(palette.ground(banner.kind)) }
                }
                content
            }
            .scrollContentBackground(.hidden)
            .background(palette.ground)
            .safeAreaInset(edge: .bottom) { actions }
            .navigationTitle(title)
            .toolbar {
                ToolbarItem(placement: .topBarLeading) { BackButton(scene: scene) }
                ToolbarItemGroup(placement: .topBarTrailing) { tools }
            }
        }
    }
}

extension ListPage where Tools == EmptyView {
    init(_ scene: Scene, title: String, @ViewBuilder content: () -> Content, @ViewBuilder actions: () -> Actions) {
        self.init(scene, title: title, content: content, actions: actions, tools: EmptyView.init)
    }
}

extension ListPage where Actions == EmptyView, Tools == EmptyView {
    init(_ scene: Scene, title: String, @ViewBuilder content: () -> Content) {
        self.init(scene, title: title, content: content, actions: EmptyView.init, tools: EmptyView.init)
    }
}

/// Back, where the core says that there is a way. A sheet has its own words for it.
struct BackButton: View {
    let scene: Scene

    var body: some View {
        if scene.view.canGoBack, !scene.isSheet {
            Button {
                scene.back()
            } label: {
                Image(systemName: "chevron.backward").frame(minWidth: 44, minHeight: 44)
            }
            .accessibilityLabel(scene.labels.back)
        }
    }
}
