@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder @MainActor @preconcurrency var body: Body { get }
}
extension Never: View { public var body: Never { fatalError("no view") } }

@MainActor @resultBuilder public enum ViewBuilder {
    public static func buildExpression<V: View>(_ view: V) -> V { view }
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<V: View>(_ view: V) -> V { view }
    public static func buildBlock<each V: View>(_ view: repeat each V) -> TupleView<repeat each V> {
        TupleView(repeat each view)
    }
    public static func buildIf<V: View>(_ view: V?) -> V? { view }
    public static func buildEither<A: View, B: View>(first: A) -> Either<A, B> { .first(first) }
    public static func buildEither<A: View, B: View>(second: B) -> Either<A, B> { .second(second) }
}

public struct EmptyView: Drawn {
    nonisolated public init() {}
    func draw(_ context: RenderContext) -> [Piece] { [] }
}
public struct TupleView<each V: View>: Drawn {
    let items: (repeat each V)
    init(_ items: repeat each V) { self.items = (repeat each items) }
    func draw(_ context: RenderContext) -> [Piece] {
        var pieces: [Piece] = []
        var place = 0
        for item in repeat each items {
            pieces += context.scoped("\(place)") { context.draw(item) }
            place += 1
        }
        return pieces
    }
}
public enum Either<A: View, B: View>: Drawn {
    case first(A)
    case second(B)
    func draw(_ context: RenderContext) -> [Piece] {
        switch self {
        case .first(let view): context.scoped("a") { context.draw(view) }
        case .second(let view): context.scoped("b") { context.draw(view) }
        }
    }
}
extension Optional: View where Wrapped: View { public var body: Never { fatalError("drawn, not composed") } }
extension Optional: Drawn where Wrapped: View {
    func draw(_ context: RenderContext) -> [Piece] { map { context.draw($0) } ?? [] }
}
public struct AnyView: Drawn {
    let make: @MainActor (RenderContext) -> [Piece]
    public init<V: View>(_ view: V) { make = { $0.draw(view) } }
    func draw(_ context: RenderContext) -> [Piece] { make(context) }
}
public struct Group<Content: View>: Drawn {
    let content: Content
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    func draw(_ context: RenderContext) -> [Piece] { context.draw(content) }
}
public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: Drawn {
    let data: Data
    let id: (Data.Element) -> ID
    let content: (Data.Element) -> Content
    public init(
        _ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content
    ) {
        self.data = data
        self.id = { $0[keyPath: id] }
        self.content = content
    }
    func draw(_ context: RenderContext) -> [Piece] {
        data.flatMap { element in context.scoped("\(id(element))") { context.draw(content(element)) } }
    }
}
