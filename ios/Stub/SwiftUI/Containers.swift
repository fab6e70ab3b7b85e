public struct VStack<Content: View>: Drawn {
    let alignment: HorizontalAlignment
    let spacing: Double
    let content: Content
    public init(
        alignment: HorizontalAlignment = .center, spacing: Double? = nil, @ViewBuilder content: () -> Content
    ) {
        self.alignment = alignment
        self.spacing = spacing ?? 8
        self.content = content()
    }
    func draw(_ context: RenderContext) -> [Piece] {
        [.element("div", "v", style: "align-items:\(alignment.rawValue);gap:\(spacing)px", context.draw(content))]
    }
}
public struct HStack<Content: View>: Drawn {
    let alignment: VerticalAlignment
    let spacing: Double
    let content: Content
    public init(alignment: VerticalAlignment = .center, spacing: Double? = nil, @ViewBuilder content: () -> Content) {
        self.alignment = alignment
        self.spacing = spacing ?? 8
        self.content = content()
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let pieces = context.draw(content)
        let isTall = pieces.contains { $0.isTall && !$0.html.hasPrefix("<div class=spacer") }
        let style = "align-items:\(alignment.rawValue);gap:\(spacing)px"
        return [.element("div", "h", style: style, tall: isTall, pieces)]
    }
}
public struct ZStack<Content: View>: Drawn {
    let alignment: Alignment
    let content: Content
    public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) {
        self.alignment = alignment
        self.content = content()
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let style = alignment == .center ? "" : "place-items:\(alignment.vertical) \(alignment.horizontal)"
        return [.element("div", "z", style: style, context.draw(content))]
    }
}
public struct ScrollView<Content: View>: Drawn {
    let content: Content
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    func draw(_ context: RenderContext) -> [Piece] {
        [.element("div", "scroll", wide: true, tall: true, context.draw(content))]
    }
}
/// Grouped rows; `Form` is the same with fields in it.
public struct List<Content: View>: Drawn {
    let content: Content
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    func draw(_ context: RenderContext) -> [Piece] {
        var groups: [Piece] = []
        var loose: [Piece] = []
        func close() {
            if !loose.isEmpty { groups.append(Piece(html: card(loose))) }
            loose = []
        }
        for piece in context.draw(content) {
            if piece.isSection {
                close()
                groups.append(piece)
            } else {
                loose.append(piece)
            }
        }
        close()
        return [.element("div", "list", wide: true, tall: true, groups)]
    }
}
public typealias Form = List

private func card(_ rows: [Piece]) -> String {
    rows.isEmpty
        ? ""
        : "<div class=card>\(rows.map { "<div class=row style=\"\($0.rowStyle)\">\($0.html)</div>" }.joined())</div>"
}

public struct Section<Header: View, Content: View, Footer: View>: Drawn {
    let header: Header
    let content: Content
    let footer: Footer
    public init(
        @ViewBuilder content: () -> Content, @ViewBuilder header: () -> Header, @ViewBuilder footer: () -> Footer
    ) {
        self.content = content()
        self.header = header()
        self.footer = footer()
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let head = context.scoped("head") { context.draw(header) }.map(\.html).joined()
        let rows = context.scoped("rows") { context.draw(content) }
        let foot = context.scoped("foot") { context.draw(footer) }.map(\.html).joined()
        let html =
            (head.isEmpty ? "" : "<div class=head>\(head)</div>") + card(rows)
            + (foot.isEmpty ? "" : "<div class=foot>\(foot)</div>")
        return [Piece(html: "<section>\(html)</section>", isWide: true, isSection: true)]
    }
}
extension Section where Header == EmptyView, Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content) {
        self.init(content: content, header: EmptyView.init, footer: EmptyView.init)
    }
}
extension Section where Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Header) {
        self.init(content: content, header: header, footer: EmptyView.init)
    }
}
extension Section where Header == EmptyView {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder footer: () -> Footer) {
        self.init(content: content, header: EmptyView.init, footer: footer)
    }
}

public struct NavigationStack<Root: View>: Drawn {
    let root: Root
    public init(@ViewBuilder root: () -> Root) { self.root = root() }
    func draw(_ context: RenderContext) -> [Piece] {
        let outer = context.bar
        context.bar = RenderContext.Bar()
        defer { context.bar = outer }
        let search = context.environment.search.map { searchField(context, $0.prompt, $0.text) } ?? ""
        let pieces = context.scoped("stack", { $0.search = nil }, { context.draw(root) })
        let bar = context.bar
        func items(_ places: [ToolbarItemPlacement]) -> String {
            bar.items.filter { places.contains($0.place) }.map(\.html).joined()
        }
        let isInline = bar.title.hasPrefix("-")
        let title = String(bar.title.dropFirst())
        let top =
            "<nav><div class=lead>\(items([.topBarLeading, .cancellationAction]))</div>"
            + "<b>\(isInline ? title : "")</b><div class=trail>\(items([.topBarTrailing, .confirmationAction]))</div></nav>"
        let large = isInline || title.isEmpty ? "" : "<h1>\(title)</h1>"
        let inner = [Piece(html: top + large + search)] + pieces
        return [.element("div", "page", wide: true, tall: true, inner)]
    }
}
@MainActor private func searchField(_ context: RenderContext, _ prompt: String, _ text: Binding<String>) -> String {
    context.fields.append(Field(label: prompt, isSecret: false, text: text) {})
    let typed = text.wrappedValue
    let kind = typed.isEmpty ? "search empty" : "search"
    return
        "<div class=\"\(kind)\"><i class=icon data-name=magnifyingglass></i>\(escaped(typed.isEmpty ? prompt : typed))</div>"
}
public enum ToolbarItemPlacement: Sendable {
    case topBarLeading, topBarTrailing, cancellationAction, confirmationAction
}
public struct ToolbarItem<Content: View>: Drawn {
    let placement: ToolbarItemPlacement
    let content: Content
    public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> Content) {
        self.placement = placement
        self.content = content()
    }
    func draw(_ context: RenderContext) -> [Piece] {
        let html = context.draw(content).map(\.html).joined()
        context.bar.items.append((placement, html))
        return []
    }
}
public typealias ToolbarItemGroup = ToolbarItem
