import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** WCAG 2.2 AA as far as a program can tell, on the page as it is now. */
export async function isAccessible(page: Page, where: string): Promise<void> {
  // Half a megabyte of script: once for each document.
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(AXE);
  }
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = (await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations;
    if (document.querySelector('[role=dialog][aria-modal=true]') === null) {
      return found;
    }
    // Behind an open dialog nothing can be touched, and how much of a button looks out from under it is chance.
    const touchable = (target: string[]) => document.querySelector(target.join(' '))?.closest('#root') == null;
    return found
      .map((one) => (one.id === 'target-size' ? { ...one, nodes: one.nodes.filter((node) => touchable(node.target)) } : one))
      .filter((one) => one.nodes.length > 0);
  });
  expect(
    violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((n) => `${n.target.join(' ')} (${n.failureSummary ?? ''})`).join('; ')}`),
    where,
  ).toEqual([]);
}

/** Nothing is wider than the window. */
export async function fitsTheWidth(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${where}: wider than the window by`).toBeLessThanOrEqual(0);
}

/** Waits until the page has its title and nothing is being loaded any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.waiting, [aria-busy=true]') === null);
}
