#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension TreeError {
  /// A refusal of the system, said in a sentence.
  init(_ operation: Operation, path: String, _ error: SystemError) {
    let (reason, help) = Self.explain(error.code)
    self.init(
      operation, path: path, code: error.code,
      message: "cannot \(operation.verb) \(path.visible): \(reason)", help: help)
  }

  private static func explain(_ code: Int32) -> (reason: String, help: String) {
    switch code {
    case ENOSPC: ("no space is left on the disk", "make room and build again; nothing is lost")
    case EDQUOT: ("the disk quota is used up", "make room and build again; nothing is lost")
    case EROFS: ("the disk is read-only", "choose another output folder or mount it for writing")
    case EACCES, EPERM:
      ("permission denied", "check who owns the output folder and what stands in it")
    case ENOENT: ("there is no such file or folder", "check the path")
    case ENOTDIR:
      ("a file or a symbolic link stands where a folder must be", "remove it or move it away")
    case ELOOP: ("a symbolic link stands there", "remove it: links are not followed here")
    case EISDIR: ("a folder stands where a file must be", "remove it or move it away")
    case EEXIST: ("something stands there already", "remove it or move it away")
    case ENOTEMPTY: ("the folder is not empty", "look at what is in it and build again")
    case EBUSY, EXDEV:
      ("it is mounted or in use", "let the output folder and all in it be on one file system")
    case EIO: ("the disk failed", "check the disk; build again into another folder if need be")
    case EMFILE, ENFILE: ("too many files are open", "raise the limit (ulimit -n)")
    case ENAMETOOLONG: ("the name is too long for this disk", "use a shorter name")
    case ESTALE: ("the network disk lost it", "build again")
    default: ("system error \(code)", "look up the number in errno.h")
    }
  }
}

extension TreeError.Operation {
  fileprivate var verb: String {
    switch self {
    case .chmod: "set the permissions of"
    case .sync: "flush"
    case .plan: "write"
    case .open, .create, .read, .write, .list, .link, .rename, .remove, .lock: rawValue
    }
  }
}

/// Makes a system call, and an error that names the path where it fails.
func attempt<Value>(
  _ operation: TreeError.Operation, _ path: @autoclosure () -> String,
  _ call: () throws(SystemError) -> Value
) throws(TreeError) -> Value {
  do {
    return try call()
  } catch {
    throw TreeError(operation, path: path(), error)
  }
}

extension SystemError {
  var isMissing: Bool { code == ENOENT }
  var isDenied: Bool { code == EACCES || code == EPERM }
  /// Something else than a directory stands on the way.
  var isObstacle: Bool { code == ENOTDIR || code == ELOOP }
  var isTaken: Bool { code == EEXIST || code == ENOTEMPTY }

  /// The file system does not know the call.
  var isUnsupported: Bool {
    code == EINVAL || code == ENOSYS || code == ENOTSUP || code == EOPNOTSUPP
  }

  /// The file system cannot link, or may not link this file.
  var forbidsLink: Bool {
    isUnsupported || code == EPERM || code == EMLINK || code == EXDEV
  }
}
