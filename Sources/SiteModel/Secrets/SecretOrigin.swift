public import Diagnostics

/// Where a secret's value comes from.
public enum SecretOrigin: Hashable, Sendable {
  /// The secrets file, at the place of its name.
  case file(SourceSpan)
  /// A variable of the environment, by its whole name.
  case environment(String)
}
