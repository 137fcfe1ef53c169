// One process at a time: a second one is refused at once, is told where the first answers, and gets in when the first is
// killed without a word.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { awaitOwnerAddress, findOwnerAddress, takeLock } from "./lock.ts";

const folder = mkdtempSync(path.join(tmpdir(), "kopru-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OWNER = `
  import { takeLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
  takeLock(process.argv[1]).noteAddress("http://localhost:1234/", "a secret");
  process.stdout.write("taken");
  setInterval(() => {}, 1000);
`;

describe("the lock of a folder", () => {
  it("holds against another process, and frees itself when its owner is killed", async () => {
    const owner = spawn(process.execPath, ["--input-type=module", "-e", OWNER, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(owner.stdout, "data");
    expect(findOwnerAddress(folder)).toBe("http://localhost:1234/");
    expect(() => takeLock(folder)).toThrow(/A server at http:\/\/localhost:1234\/ has this store open/);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const lock = takeLock(folder);
    // The address of the one that was killed is gone with it.
    expect(findOwnerAddress(folder)).toBeUndefined();
    expect(() => takeLock(folder)).toThrow(/Another process has this store open/);
    lock.release();
    takeLock(folder).release();
  });

  it("has others wait for a server that is just starting, and for nobody else", async () => {
    const lock = takeLock(folder);
    expect(await awaitOwnerAddress(folder)).toBeUndefined();
    lock.noteStarting();
    const soon = awaitOwnerAddress(folder);
    setTimeout(() => lock.noteAddress("http://localhost:1234/", "a secret"), 120);
    expect(await soon).toBe("http://localhost:1234/");
    lock.release();
    // One that ended before it answered is not waited for.
    const other = takeLock(folder);
    other.noteStarting();
    const never = awaitOwnerAddress(folder);
    other.release();
    expect(await never).toBeUndefined();
  });
});
