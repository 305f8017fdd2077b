// The component tools (jco, componentize-js) are components themselves. They read files through the preview2 shim, which since
// 0.26 gives a program no directory unless told to: without this they end with "No such file or directory".
import { _addPreopen, _getPreopens } from "@bytecodealliance/preview2-shim/filesystem";

export function openFileSystem() {
  if (_getPreopens().length === 0) _addPreopen("/", "/");
}
