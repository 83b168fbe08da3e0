import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../../hub/target/', import.meta.url));
const START_MS = 90_000;

/** The password of everybody at the issuer. */
export const PASSWORD_THERE = 'a password elsewhere';

/** A real issuer (Spring's authorization server, the one of the hub's own tests) whose people come back to this hub. */
export async function startIssuer(hub: string): Promise<{ address: string; stop: () => void }> {
  const classpath = [join(TARGET, 'test-classes'), join(TARGET, 'classes'), readFileSync(join(TARGET, 'test.classpath'), 'utf8').trim()].join(':');
  const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin/java') : 'java';
  const running = spawn(java, ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'theriac.hub.testing.TestIssuer', '0', hub], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => void running.kill('SIGTERM');
  let said = '';
  return new Promise((found, failed) => {
    const late = setTimeout(() => {
      stop();
      failed(new Error(`The issuer did not start in time:\n${said}`));
    }, START_MS);
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /listens at (\S+)/.exec(said)?.[1];
      if (address) {
        clearTimeout(late);
        found({ address, stop });
      }
    };
    running.stdout.on('data', read);
    running.stderr.on('data', read);
    running.once('exit', (code) => failed(new Error(`The issuer ended with ${code}:\n${said}`)));
  });
}
