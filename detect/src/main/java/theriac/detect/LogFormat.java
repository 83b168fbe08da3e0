package theriac.detect;

/// The formats that logs are read in.
public enum LogFormat {
    /// Any text: tokens are taken out of the line.
    PLAIN,
    /// One JSON object per line: Suricata EVE, Zeek JSON, Sysmon, and any other.
    JSON,
    /// Zeek's tab-separated columns with a `#fields` line.
    ZEEK,
    /// Squid's native access log.
    SQUID,
    /// `name=value name="value"` pairs, as FortiGate writes them.
    PAIRS,
    /// BIND's query log.
    BIND,
    /// Comma- or semicolon-separated columns, with or without a heading.
    CSV
}
