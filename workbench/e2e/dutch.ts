import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask, pageOf, send, type Login, type Newcomer } from './people';

/** A person's window in Dutch, also when an earlier test had this person choose a language: from then on the browser's counts. */
export async function dutch(who: Login | Newcomer, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await pageOf(who, { locale: 'nl-NL', ...options });
  const profile = await ask<{ name: string; language: string; theme: string }>(page, '/api/profile');
  if (profile.language !== '') {
    await send(page, '/api/profile', { ...profile, language: '' }, 'PUT');
  }
  return page;
}

/** Every catalogue of the workbench: its words in English and in Dutch, under the same names. */
const CATALOGUES = import.meta.glob<Record<string, unknown>>(['../src/**/*ords.ts', '../src/shared/kinds.ts', '../src/knowledge/types.ts'], { eager: true });

/** A figure or a name that a sentence takes; no catalogue has it. */
const TAKEN = 7_654_321;

/** What a catalogue says at one place: a text, or a sentence with a figure or name in it. */
function said(word: unknown): string {
  if (typeof word === 'function') {
    try {
      return String((word as (...taken: number[]) => unknown)(TAKEN, TAKEN, TAKEN, TAKEN));
    } catch {
      return ''; // it takes more than figures and names, as few do
    }
  }
  return typeof word === 'string' ? word : '';
}

function gather(english: unknown, dutchSide: unknown, into: { english: Set<string>; dutch: Set<string> }): void {
  if (typeof english === 'object' && english !== null && typeof dutchSide === 'object' && dutchSide !== null) {
    for (const [name, word] of Object.entries(english)) {
      gather(word, (dutchSide as Record<string, unknown>)[name], into);
    }
    return;
  }
  into.english.add(said(english).trim());
  into.dutch.add(said(dutchSide).trim());
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What is English and never Dutch in the workbench: whole texts, and sentences that take something. */
const ENGLISH = (() => {
  const found = { english: new Set<string>(), dutch: new Set<string>() };
  for (const both of Object.values(CATALOGUES).flatMap((module) => Object.values(module))) {
    if (typeof both === 'object' && both !== null && 'en' in both && 'nl' in both) {
      gather(both.en, both.nl, found);
    }
  }
  found.dutch.add('English'); // a language is named in itself
  const only = [...found.english].filter((text) => /[a-z]{2}/i.test(text) && !found.dutch.has(text));
  const taking = only.filter((text) => text.includes(String(TAKEN)) && /[a-z]{4}/i.test(text));
  return {
    texts: new Set(only.filter((text) => !text.includes(String(TAKEN)))),
    sentences: taking.map((text) => new RegExp(`^${escaped(text).replaceAll(String(TAKEN), '.+')}$`)),
  };
})();

/** Words that hardly a line of English lacks and no line of Dutch has. */
const TELLTALE = /\b(the|and|you|your|this|with|from|which|has|have|not|what|who|been|will)\b/i;

/** What the workbench itself says on the page as it is now: no words of people, values, or texts that are marked as English. */
async function ownWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const others = 'bdi, code, pre, textarea, script, style, [lang=en]';
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement?.closest(others) === null) {
        found.push((node.textContent ?? '').trim());
      }
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      if (element.closest(others) === null) {
        found.push(...['aria-label', 'placeholder', 'title'].map((name) => (element.getAttribute(name) ?? '').trim()));
      }
    }
    return [...new Set(found)].filter((text) => text !== '');
  });
}

/** The page says nothing in English, but for words of people. The test goes on, so that one run finds all that is English. */
export async function isDutch(page: Page, where: string): Promise<void> {
  expect.soft(await page.locator('html').getAttribute('lang'), where).toBe('nl');
  const english = (await ownWords(page)).filter((text) => ENGLISH.texts.has(text) || TELLTALE.test(text) || ENGLISH.sentences.some((sentence) => sentence.test(text)));
  expect.soft(english, `${where}: English on a Dutch page`).toEqual([]);
}
