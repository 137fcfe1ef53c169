// How does a process that runs WebAssembly in several threads stay up? V8 (seen in Node 24) shares the compiled calls from
// WebAssembly to JavaScript between the threads of a process; when two threads replace the same one at once, the process can
// end with `Check failed: jit_page_->allocations_.erase(addr) == 1`. With a budget that no one reaches none is ever replaced.

import { setFlagsFromString } from "node:v8";

/** Calls from WebAssembly to JavaScript stay as first compiled. Has an effect on modules instantiated after it; repeating is free. */
export function keepWebAssemblyCalls(): void {
  setFlagsFromString("--wasm-wrapper-tiering-budget=2147483647");
}
