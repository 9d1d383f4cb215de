/// The top-level keys of a site file.
public enum SiteSections {
  /// In the order in which one would write them.
  public static let order: [String] = SiteObject.site.names
}
