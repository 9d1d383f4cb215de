public import Diagnostics

/// The JSON Schema (2020-12) of the site file, for editors that complete and check YAML.
///
/// It is made of the same lists that the decoders go by. It says what JSON Schema can say: it never
/// rejects what `check` accepts, and leaves to `check` what needs more than the value alone, such
/// as whether an account exists. A scalar is what YAML 1.2's core schema makes of it, so a text may
/// come as a number or a boolean. Of `!secret NAME` and `!csv PATH` an editor sees the text behind
/// the tag; it has to be told that the tags exist.
public enum SiteJSONSchema {
  /// The schema, indented, with a line feed at its end; the same bytes each time.
  public static func text() -> String {
    var json = JSONText(layout: .indented)
    write(into: &json)
    json.endLine()
    return json.text
  }

  /// Writes the schema as one value.
  public static func write(into json: inout JSONText) {
    json.object { json in
      json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      json.member("title", "ringtree site")
      writeMembers(of: .site, into: &json)
      json.member("$defs") { json in
        json.object { json in
          for object in SiteObject.allCases where object != .site {
            json.member(object.rawValue) { $0.object { writeMembers(of: object, into: &$0) } }
          }
          writeSettings(into: &json)
          writeCommonDefinitions(into: &json)
        }
      }
    }
  }

  private static func writeMembers(of object: SiteObject, into json: inout JSONText) {
    json.member("description", object.documentation)
    json.member("type", "object")
    json.member("properties") { json in
      json.object { json in
        for key in object.keys {
          json.member(key.name) { json in
            json.object { json in
              json.member("description", key.documentation)
              write(key.shape, into: &json)
            }
          }
        }
      }
    }
    let required = object.keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { json.member("required", required) }
    json.member("additionalProperties", false)
    if object == .functionKey { writeKeysWithValues(into: &json) }
  }

  /// Some types of function keys say nothing without a value.
  private static func writeKeysWithValues(into json: inout JSONText) {
    let types = FunctionKeyType.allCases.filter(\.needsValue).map(\.rawValue)
    json.member("if") { json in
      json.object { json in
        json.member("properties") { json in
          json.object { json in
            json.member("type") { $0.object { $0.member("enum", types) } }
          }
        }
        json.member("required", ["type"])
      }
    }
    json.member("then") { $0.object { $0.member("required", ["value"]) } }
  }

  private static func write(_ shape: ValueShape, into json: inout JSONText) {
    switch shape {
    case .value(let kind): write(kind, into: &json)
    case .word: json.member("$ref", "#/$defs/word")
    case .siteName: writeText(pattern: #"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"#, into: &json)
    case .macAddress: writeMACAddress(into: &json)
    case .list(let item): writeList(of: item, into: &json)
    case .listOrOne(let item):
      json.alternatives([{ write(item, into: &$0) }, { writeList(of: item, into: &$0) }])
    case .map(let keys, let value):
      json.member("type", "object")
      if case .accountIdentifier = keys {
        json.member("propertyNames") { $0.object { $0.member("pattern", dialStringPattern) } }
      }
      json.member("additionalProperties") { $0.object { write(value, into: &$0) } }
    case .table(let rows):
      json.alternatives([
        { write(rows, into: &$0) },
        {
          $0.member("description", "A table's path, relative to the site file: `!csv phones.csv`.")
          $0.member("type", "string")
          $0.member("minLength", 1)
        },
      ])
    case .object(let object): json.member("$ref", "#/$defs/\(object.rawValue)")
    case .settings: json.member("$ref", "#/$defs/settings")
    case .section(let name): json.member("$ref", "#/$defs/settings_\(name)")
    case .variables: json.member("$ref", "#/$defs/vars")
    case .raw: json.member("$ref", "#/$defs/raw")
    }
  }

  private static func writeList(of item: ValueShape, into json: inout JSONText) {
    json.member("type", "array")
    json.member("items") { $0.object { write(item, into: &$0) } }
  }
}

extension SiteJSONSchema {
  private static func writeSettings(into json: inout JSONText) {
    let schema = SettingsSchema.standard
    json.member("settings") { json in
      json.object { json in
        json.member("description", "Settings of phones, section by section.")
        json.member("type", "object")
        json.member("properties") { json in
          json.object { json in
            for field in schema.direct?.fields ?? [] { write(field, into: &json) }
            for section in schema.sections where !section.name.isEmpty {
              json.member(section.name) { json in
                json.object { $0.member("$ref", "#/$defs/settings_\(section.name)") }
              }
            }
          }
        }
        json.member("additionalProperties", false)
      }
    }
    for section in schema.sections where !section.name.isEmpty {
      json.member("settings_\(section.name)") { json in
        json.object { json in
          json.member("description", section.documentation)
          json.member("type", "object")
          json.member("properties") { json in
            json.object { json in
              for field in section.fields { write(field, into: &json) }
            }
          }
          json.member("additionalProperties", false)
        }
      }
    }
  }

  private static func write(_ field: SettingField, into json: inout JSONText) {
    json.member(field.name) { json in
      json.object { json in
        json.member("description", field.documentation)
        write(field.kind, into: &json)
        switch field.standard {
        case .text(let text): json.member("default", text)
        case .number(let number): json.member("default", number)
        case .boolean(let truth): json.member("default", truth)
        case .list(let words): json.member("default", words)
        case nil: break
        }
      }
    }
  }

  private static func writeCommonDefinitions(into json: inout JSONText) {
    json.member("word") { json in
      json.object { $0.member("type", ["string", "number", "boolean"]) }
    }
    json.member("vars") { json in
      json.object { json in
        json.member("description", "Names of your own, for your own templates.")
        json.member("type", "object")
        json.member("propertyNames") { $0.object { $0.member("pattern", identifierPattern) } }
        json.member("additionalProperties") { $0.object { $0.member("$ref", "#/$defs/variable") } }
      }
    }
    json.member("variable") { json in
      json.object { json in
        json.alternatives([
          { writeText(maximum: 4096, into: &$0) },
          {
            $0.member("type", "array")
            $0.member("items") { $0.object { $0.member("$ref", "#/$defs/variable") } }
          },
          { $0.member("$ref", "#/$defs/vars") },
        ])
      }
    }
    json.member("raw") { json in
      json.object { json in
        json.member("description", "Keys and values that go into the phone's file as they stand.")
        json.member("type", "object")
        json.member("propertyNames") { $0.object { writeText(maximum: 255, into: &$0) } }
        json.member("additionalProperties") { json in
          json.object { writeText(maximum: 4096, orEmpty: true, into: &$0) }
        }
      }
    }
    writeTimeZones(into: &json)
  }
}
