import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 180_000;
const STOP_MS = 30_000;

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the hub answers, without a trailing slash. */
    hub: string;
    /** The one-time link that sets it up. */
    setUp: string;
  }
}

/** A free port of this machine; somebody may take it in the meantime, then the start says so. */
async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** What the hub printed until the pattern appeared. */
async function printed(hub: ChildProcess, pattern: RegExp, said: string[]): Promise<RegExpExecArray> {
  return new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`The hub did not start in time:\n${said.join('')}`)), START_MS);
    const read = (chunk: Buffer) => {
      said.push(chunk.toString());
      const match = pattern.exec(said.join(''));
      if (match) {
        clearTimeout(late);
        found(match);
      }
    };
    hub.stdout?.on('data', read);
    hub.stderr?.on('data', read);
    hub.once('exit', (code) => {
      clearTimeout(late);
      failed(new Error(`The hub ended with ${code}:\n${said.join('')}`));
    });
  });
}

async function stop(hub: ChildProcess): Promise<void> {
  if (hub.exitCode !== null) {
    return;
  }
  const ended = new Promise<void>((done) => hub.once('exit', () => done()));
  hub.kill('SIGTERM');
  const late = setTimeout(() => hub.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(late);
}

/** Starts a real hub with an empty data folder for the whole run, and removes both at the end. */
export default async function hub(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'theriac-browser-'));
  const port = await freePort();
  const said: string[] = [];
  const running = spawn(process.env['THE_HUB'] ?? join(ROOT, 'theriac'), ['start', `--port=${port}`, `--data=${data}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const [, link = ''] = await printed(running, /(http:\/\/\S+\/setup\/\S+)/, said);
    project.provide('hub', `http://127.0.0.1:${port}`);
    project.provide('setUp', new URL(link).pathname);
  } catch (failed) {
    await stop(running);
    rmSync(data, { recursive: true, force: true });
    throw failed;
  }
  return async () => {
    await stop(running);
    writeFileSync(join(tmpdir(), 'theriac-browser-hub.log'), said.join(''));
    rmSync(data, { recursive: true, force: true });
  };
}
