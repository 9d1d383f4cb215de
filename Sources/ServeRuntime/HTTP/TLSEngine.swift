internal import NIOCore
internal import NIOEmbedded
internal import NIOSSL

/// A certificate and its key, read and held against each other once; all connections share them.
struct TLSIdentity: Sendable {
  fileprivate let context: NIOSSLContext

  /// Reads certificate and key.
  ///
  /// - Throws: ``ServeFailure`` that names the file at fault.
  init(_ files: TLSFiles) throws(ServeFailure) {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
    } catch {
      throw .unreadable(files.certificate, "a certificate", error)
    }
    let key: NIOSSLPrivateKey
    do {
      key = try NIOSSLPrivateKey(file: files.key, format: .pem)
    } catch {
      throw .unreadable(files.key, "a private key without a passphrase", error)
    }
    do {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["http/1.1"]
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw ServeFailure(
        "the key in \(files.key) does not belong to the certificate in \(files.certificate)",
        help: ["name the two files that were made together"])
    }
  }
}

extension ServeFailure {
  fileprivate static func unreadable(
    _ path: String, _ what: String, _ error: any Error
  ) -> ServeFailure {
    let reason = (error as? IOError).map { " (error \($0.errnoCode))" } ?? ""
    return ServeFailure(
      "cannot read \(what) from \(path)\(reason)",
      help: ["the file must be in PEM, and readable for the user that runs ringtree"])
  }
}

/// TLS for one connection, without sockets: encrypted bytes go in and out at one side, plain ones
/// at the other. One thread has it to itself.
///
/// It is swift-nio-ssl's handler in a channel that has no network.
final class TLSEngine {
  private let channel = EmbeddedChannel()

  init(_ identity: TLSIdentity) throws {
    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: identity.context))
    // Only an active channel shakes hands; where to is nothing to this one.
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/"), promise: nil)
  }

  deinit {
    _ = try? channel.finish(acceptAlreadyClosed: true)
  }

  /// Takes bytes from the network and gives the plain ones that they hold.
  ///
  /// - Throws: when the other side breaks the protocol: the connection is of no use then, but what
  ///   ``takeEncrypted()`` gives may tell the other side why.
  func decrypt(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    var buffer = channel.allocator.buffer(capacity: bytes.count)
    buffer.writeBytes(bytes)
    channel.pipeline.fireChannelRead(buffer)
    channel.pipeline.fireChannelReadComplete()
    try channel.throwIfErrorCaught()
    var plain: [UInt8] = []
    while let piece = try channel.readInbound(as: ByteBuffer.self) {
      plain += piece.readableBytesView
    }
    return plain
  }

  /// Encrypts bytes for ``takeEncrypted()``.
  func encrypt(_ bytes: UnsafeRawBufferPointer) {
    var buffer = channel.allocator.buffer(capacity: bytes.count)
    buffer.writeBytes(bytes)
    channel.writeAndFlush(buffer, promise: nil)
  }

  /// Says farewell, for ``takeEncrypted()``.
  func close() {
    channel.close(promise: nil)
  }

  /// The bytes that are to go to the network now.
  func takeEncrypted() -> [UInt8] {
    var encrypted: [UInt8] = []
    while let piece = try? channel.readOutbound(as: ByteBuffer.self) {
      encrypted += piece.readableBytesView
    }
    return encrypted
  }
}
