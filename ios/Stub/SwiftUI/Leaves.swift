public struct Text: Drawn {
    let text: String
    public init<S: StringProtocol>(_ text: S) { self.text = String(text) }
    public init(verbatim text: String) { self.text = text }
    func draw(_ context: RenderContext) -> [Piece] { [Piece(html: "<span class=text>\(escaped(text))</span>")] }
}
public struct Image: Drawn {
    let name: String
    public init(systemName: String) { name = systemName }
    func draw(_ context: RenderContext) -> [Piece] { [Piece(html: "<i class=icon data-name=\"\(name)\"></i>")] }
}
public struct Label: Drawn {
    let text: String
    let icon: String
    public init<S: StringProtocol>(_ text: S, systemImage: String) {
        self.text = String(text)
        icon = systemImage
    }
    func draw(_ context: RenderContext) -> [Piece] {
        [.element("div", "label", context.draw(Image(systemName: icon)) + context.draw(Text(text)))]
    }
}
public struct Spacer: Drawn {
    public init(minLength: Double? = nil) {}
    func draw(_ context: RenderContext) -> [Piece] {
        [Piece(html: "<div class=spacer></div>", isWide: true, isTall: true)]
    }
}
public struct Divider: Drawn {
    public init() {}
    func draw(_ context: RenderContext) -> [Piece] { [Piece(html: "<hr class=wide>", isWide: true)] }
}
public struct ProgressView: Drawn {
    var part: Double?
    public init() {}
    public init(value: Double) { part = value }
    func draw(_ context: RenderContext) -> [Piece] {
        if let part { return [.element("div", "bar", wide: true, [Piece(html: "<i style=width:\(part * 100)%></i>")])] }
        let spokes = (0..<8).map { place in
            "<path d=\"M12 3v4.5\" opacity=\"\(1 - Double(place) * 0.11)\" transform=\"rotate(\(-45 * place) 12 12)\"/>"
        }
        return [Piece(html: "<svg class=spinner viewBox=\"0 0 24 24\">\(spokes.joined())</svg>")]
    }
}
public struct TimelineView<Content: View>: Drawn {
    public struct Schedule: Sendable {
        public static func periodic(from: Date, by: Double) -> Schedule { Schedule() }
    }
    public struct Moment { public let date = Date() }
    let content: (Moment) -> Content
    public init(_ schedule: Schedule, @ViewBuilder content: @escaping (Moment) -> Content) { self.content = content }
    func draw(_ context: RenderContext) -> [Piece] { context.draw(content(Moment())) }
}

/// Chooses the first whose words fit on one line; the stand-in counts letters.
public struct ViewThatFits<A: View, B: View>: Drawn {
    let views: TupleView<A, B>
    public init(in axes: Axis = .horizontal, @ViewBuilder content: () -> TupleView<A, B>) { views = content() }
    func draw(_ context: RenderContext) -> [Piece] {
        let known = (context.controls, context.fields)
        let first = context.scoped("0") { context.draw(views.items.0) }
        let room = context.environment.dynamicTypeSize.isAccessibilitySize ? 6 : 42
        if plain(first.map(\.html).joined()).count <= room { return first }
        (context.controls, context.fields) = known
        return context.scoped("1") { context.draw(views.items.1) }
    }
}
