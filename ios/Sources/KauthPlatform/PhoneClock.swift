#if os(iOS)
    import Darwin
    import Foundation
    import KauthCore

    /// Wall time, and a time that goes on while the device sleeps.
    public final class PhoneClock: KauthCore.Clock, Sendable {
        public init() {}

        public func wallMs() throws -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

        public func monotonicMs() throws -> UInt64 {
            var base = mach_timebase_info_data_t()
            guard mach_timebase_info(&base) == KERN_SUCCESS, base.denom > 0 else { throw ClockError.Failed }
            let (high, low) = mach_continuous_time().multipliedFullWidth(by: UInt64(base.numer))
            return (UInt64(base.denom) * 1_000_000).dividingFullWidth((high, low)).quotient
        }

        public func bootId() throws -> String {
            var size = 0
            guard sysctlbyname("kern.bootsessionuuid", nil, &size, nil, 0) == 0, size > 1 else {
                throw ClockError.Failed
            }
            var bytes = [UInt8](repeating: 0, count: size)
            guard sysctlbyname("kern.bootsessionuuid", &bytes, &size, nil, 0) == 0,
                let id = String(bytes: bytes.prefix { $0 != 0 }, encoding: .utf8)
            else { throw ClockError.Failed }
            return id
        }
    }
#endif
