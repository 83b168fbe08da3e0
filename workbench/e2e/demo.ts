import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../hub/src/main/java/theriac/hub/app/demo/DemoCommand.java', import.meta.url));

/** A demo that runs already: its address and its folder. */
export const { DEMO, DEMO_FOLDER } = process.env;

/** Whether there is a demo to test on; without one only the first steps are tested. */
export const HAS_DEMO = Boolean(DEMO && DEMO_FOLDER) || existsSync(COMMAND);
