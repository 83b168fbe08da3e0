import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { DEMO, DEMO_FOLDER, HAS_DEMO } from './demo';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 300_000;
const STOP_MS = 30_000;

declare module 'vitest' {
  export interface ProvidedContext {
    /** An empty hub, and the one-time link that sets it up. */
    empty: string;
    setUp: string;
    /** The demo's hub, without a trailing slash. */
    hub: string;
    /** The demo's people by log-in name. */
    passwords: Record<string, string>;
    /** Where the demo's desk takes mail, by SMTP. */
    deskPort: number;
    /** The folder in which the demo's mails lie. */
    mails: string;
    /** The folder in which the demo's short messages lie. */
    shortMessages: string;
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

/** Starts one hub with a folder of its own; the second part ends it and removes the folder. */
async function start(folder: string, port: number, args: string[], until: RegExp): Promise<[RegExpExecArray, () => Promise<void>]> {
  const said: string[] = [];
  const running = spawn(process.env['THE_HUB'] ?? join(ROOT, 'theriac'), [...args, `--port=${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = async () => {
    await stop(running);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return [await printed(running, until, said), end];
  } catch (failed) {
    await end();
    throw failed;
  }
}

/** The passwords that the demo made for its people. */
function passwords(folder: string): Record<string, string> {
  const kept = readFileSync(join(folder, 'demo.properties'), 'utf8');
  return Object.fromEntries([...kept.matchAll(/^password\.([a-z]+)=(.+)$/gm)].map((match) => [match[1], match[2]]));
}

/** The port at which the demo's desk takes mail. */
function deskPort(folder: string): number {
  return Number(/^desk\.port=(\d+)$/m.exec(readFileSync(join(folder, 'demo.properties'), 'utf8'))?.[1]);
}

/** An empty hub that waits to be set up, and the demo after its story. A demo that runs already can be named instead. */
export default async function hubs(project: TestProject): Promise<() => Promise<void>> {
  const ends: (() => Promise<void>)[] = [];
  const endAll = async () => {
    await Promise.all(ends.map((end) => end()));
  };
  const folder = () => mkdtempSync(join(tmpdir(), 'theriac-browser-'));
  try {
    const empty = folder();
    const port = await freePort();
    const [[, link = ''], end] = await start(empty, port, ['start', `--data=${empty}`], /(http:\/\/\S+\/setup\/\S+)/);
    ends.push(end);
    project.provide('empty', `http://127.0.0.1:${port}`);
    project.provide('setUp', new URL(link).pathname);
    if (DEMO && DEMO_FOLDER) {
      project.provide('hub', DEMO);
      project.provide('passwords', passwords(DEMO_FOLDER));
      project.provide('deskPort', deskPort(DEMO_FOLDER));
      project.provide('mails', join(DEMO_FOLDER, 'mails'));
      project.provide('shortMessages', join(DEMO_FOLDER, 'short-messages'));
    } else if (HAS_DEMO) {
      const demo = folder();
      const demoPort = await freePort();
      const [, endDemo] = await start(demo, demoPort, ['demo', `--folder=${demo}`], /Ctrl-C/);
      ends.push(endDemo);
      project.provide('hub', `http://127.0.0.1:${demoPort}`);
      project.provide('passwords', passwords(demo));
      project.provide('deskPort', deskPort(demo));
      project.provide('mails', join(demo, 'mails'));
      project.provide('shortMessages', join(demo, 'short-messages'));
    }
  } catch (failed) {
    await endAll();
    throw failed;
  }
  return endAll;
}
