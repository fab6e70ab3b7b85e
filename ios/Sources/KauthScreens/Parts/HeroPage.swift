import KauthCore
import SwiftUI

/// A screen about one thing: a sign, a headline, what it means; what to do stands below, in reach of the thumb.
struct HeroPage<Content: View, Actions: View, Tools: View>: View {
    let scene: Scene
    let sign: Sign?
    let title: String
    let content: Content
    let actions: Actions
    let tools: Tools
    @Environment(\.palette) private var palette

    init(
        _ scene: Scene, sign: Sign?, title: String, @ViewBuilder content: () -> Content,
        @ViewBuilder actions: () -> Actions, @ViewBuilder tools: () -> Tools
    ) {
        self.scene = scene
        self.sign = sign
        self.title = title
        self.content = content()
        self.actions = actions()
        self.tools = tools()
    }

    var body: some View {
        NavigationStack {
            ScrollView {
                VStack(spacing: 16) {
                    sign
                    Text(title).font(.title.weight(.bold)).multilineTextAlignment(.center)
                        .accessibilityAddTraits(.isHeader)
                    content
                    ForEach(Array(scene.view.banners.enumerated()), id: \.offset) { _, banner in
                        BannerRow(scene: scene, banner: banner)
                            .padding(16)
                            .background(palette.ground(banner.kind), in: RoundedRectangle(cornerRadius: 14))
                    }
                }
                .padding(.horizontal, 24)
                .padding(.vertical, 16)
                .frame(maxWidth: .infinity)
            }
            .background(palette.ground)
            .safeAreaInset(edge: .bottom) {
                VStack(spacing: 10) { actions }.frame(maxWidth: .infinity).background(palette.ground)
            }
            .navigationTitle("")
            .navigationBarTitleDisplayMode(.inline)
            .toolbar {
                ToolbarItem(placement: .topBarLeading) { BackButton(scene: scene) }
                ToolbarItemGroup(placement: .topBarTrailing) { tools }
            }
        }
    }
}

extension HeroPage where Tools == EmptyView {
    init(
        _ scene: Scene, sign: Sign?, title: String, @ViewBuilder content: () -> Content,
        @ViewBuilder actions: () -> Actions
    ) {
        self.init(scene, sign: sign, title: title, content: content, actions: actions, tools: EmptyView.init)
    }
}

/// A large sign over a headline. Its colour only repeats what the words say.
struct Sign: View {
    enum Tone { case calm, good, careful, bad }

    let image: String
    let tone: Tone
    @Environment(\.palette) private var palette

    var body: some View {
        Image(systemName: image)
            .font(.system(.largeTitle))
            .foregroundStyle(colour)
            .frame(width: 84, height: 84)
            .background(palette.field, in: Circle())
            .accessibilityHidden(true)
    }

    private var colour: Color {
        switch tone {
        case .calm: palette.primary
        case .good: palette.success
        case .careful: palette.warning
        case .bad: palette.danger
        }
    }
}
