import { expect, test } from 'vitest';
import type { Content } from './flow';
import { levels, lineDifferences, unsettled } from './rating';

const words = { title: 't', summary: 's', advice: 'a' };
const content: Content = {
  kind: 'advisory', tlp: 'green', chance: '', damage: '', answers: { access: 'internet' }, deviation: '', changedNl: '', changedEn: '',
  nl: words, en: words, indicators: '',
};
const outcome = { chance: 'high', damage: 'medium' };

test('a level that was not set is the one that the answers give', () => {
  expect(levels(content, outcome)).toEqual(outcome);
  expect(levels({ chance: 'low', damage: '' }, outcome)).toEqual({ chance: 'low', damage: 'medium' });
});

test('another level needs a reason, and an advisory says both', () => {
  expect(unsettled(content, outcome)).toBeUndefined();
  expect(unsettled({ ...content, chance: 'low' }, outcome)).toBe('reason');
  expect(unsettled({ ...content, chance: 'low', deviation: 'Nobody has it.' }, outcome)).toBeUndefined();
  expect(unsettled(content, { chance: 'high', damage: '' })).toBe('levels');
  const alert = { ...content, kind: 'operational-alert', answers: {}, chance: 'low' };
  expect(unsettled(alert, { chance: '', damage: '' })).toBeUndefined();
});

test('lines that differ are shown in order, and the same ones are not', () => {
  expect(lineDifferences('a\nb\nc', 'a\nx\nc\nd')).toEqual([
    { mark: '−', text: 'b' },
    { mark: '+', text: 'x' },
    { mark: '+', text: 'd' },
  ]);
  expect(lineDifferences('same\n\nlines', 'same\nlines')).toEqual([]);
});
