@MainActor protocol Kept { func keep(_ context: RenderContext, _ key: String) }

final class Box<T> {
    var value: T
    init(_ value: T) { self.value = value }
}

/// Kept by place in the tree, as long as the test holds the host.
@propertyWrapper public struct State<Value>: Kept {
    let slot: Box<Box<Value>>
    public init(wrappedValue: Value) { slot = Box(Box(wrappedValue)) }
    public init(initialValue: Value) { slot = Box(Box(initialValue)) }
    public var wrappedValue: Value {
        get { slot.value.value }
        nonmutating set { slot.value.value = newValue }
    }
    public var projectedValue: Binding<Value> {
        let slot = slot
        return Binding(get: { slot.value.value }, set: { slot.value.value = $0 })
    }
    func keep(_ context: RenderContext, _ key: String) {
        if let known = context.boxes[key] as? Box<Value> { slot.value = known } else { context.boxes[key] = slot.value }
    }
}
extension State where Value: ExpressibleByNilLiteral { public init() { self.init(wrappedValue: nil) } }

/// Kept by name, in the context.
@MainActor @propertyWrapper public struct SceneStorage: Kept {
    let key: String
    let initial: String
    public init(wrappedValue: String, _ key: String) {
        self.key = key
        initial = wrappedValue
    }
    public var wrappedValue: String {
        get { RenderContext.current.scene[key] ?? initial }
        nonmutating set { RenderContext.current.scene[key] = newValue }
    }
    public var projectedValue: Binding<String> { Binding(get: { wrappedValue }, set: { wrappedValue = $0 }) }
    func keep(_ context: RenderContext, _ key: String) {}
}

@MainActor @propertyWrapper public struct Binding<Value> {
    let read: @MainActor () -> Value
    let write: @MainActor (Value) -> Void
    nonisolated public init(get: @escaping @MainActor () -> Value, set: @escaping @MainActor (Value) -> Void) {
        read = get
        write = set
    }
    public var wrappedValue: Value {
        get { read() }
        nonmutating set { write(newValue) }
    }
    public var projectedValue: Binding<Value> { self }
}

public protocol EnvironmentKey {
    associatedtype Value
    static var defaultValue: Value { get }
}
@MainActor public struct DismissAction {
    var run: @MainActor () -> Void = {}
    nonisolated init(_ run: @escaping @MainActor () -> Void = {}) { self.run = run }
    public func callAsFunction() { run() }
}
public enum ColorScheme: Sendable { case light, dark }
public enum DynamicTypeSize: Int, Comparable, Sendable {
    case large, accessibility3
    public var isAccessibilitySize: Bool { self == .accessibility3 }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
public struct EnvironmentValues {
    var store: [ObjectIdentifier: Any] = [:]
    public var dismiss = DismissAction()
    public var colorScheme = ColorScheme.light
    public var dynamicTypeSize = DynamicTypeSize.large
    public var accessibilityReduceMotion = false
    public var isEnabled = true
    var buttonKind = ""
    var spokenLabel: String?
    var submit: @MainActor () -> Void = {}
    var pick: Pick?
    var search: (prompt: String, text: Binding<String>)?
    public subscript<K: EnvironmentKey>(_ key: K.Type) -> K.Value {
        get { store[ObjectIdentifier(key)] as? K.Value ?? K.defaultValue }
        set { store[ObjectIdentifier(key)] = newValue }
    }
}
@MainActor @propertyWrapper public struct Environment<Value>: Kept {
    let slot = Box<Value?>(nil)
    let read: (EnvironmentValues) -> Value
    public init(_ path: KeyPath<EnvironmentValues, Value>) { read = { $0[keyPath: path] } }
    func keep(_ context: RenderContext, _ key: String) { slot.value = read(context.environment) }
    public var wrappedValue: Value { slot.value ?? read(RenderContext.current.environment) }
}
