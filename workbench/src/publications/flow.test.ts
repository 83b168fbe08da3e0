import { describe, expect, test } from 'vitest';
import { contentOf, differences, lines, missing, nextVersion, offers, shownState, type Content } from './flow';

const all = () => true;
const nothing = () => false;
const words = { title: 't', summary: 's', advice: 'a' };
const content: Content = { kind: 'operational-alert', tlp: 'green', chance: '', damage: '', answers: {}, deviation: '', changedNl: '', changedEn: '', nl: words, en: words, indicators: 'a[.]example\nb[.]example' };

describe('steps', () => {
  test('a draft is sent to review, then approved by another person, then published', () => {
    expect(offers('draft', all, true)).toEqual([{ step: 'review' }]);
    expect(offers('review', all, false)).toEqual([{ step: 'approve' }, { step: 'return' }]);
    expect(offers('approved', all, true)).toEqual([{ step: 'publish' }, { step: 'return' }]);
  });

  test('who wrote sees the approval, barred', () => {
    expect(offers('review', all, true)[0]).toEqual({ step: 'approve', barred: 'wrote' });
  });

  test('what somebody may not do is not shown, and the ends have no step', () => {
    expect(offers('review', nothing, false)).toEqual([]);
    expect(offers('published', all, false)).toEqual([]);
    expect(offers('withdrawn', all, false)).toEqual([]);
  });
});

test('every empty field of both languages is missing before a review', () => {
  expect(missing(content)).toEqual([]);
  expect(missing({ ...content, en: { ...words, advice: ' ' } })).toEqual([{ language: 'en', field: 'advice' }]);
});

test('indicators are lines, each once', () => {
  expect(lines(' a \r\n\n b\na')).toEqual(['a', 'b']);
});

test('two versions differ where their words, label or values differ', () => {
  expect(differences(content, content)).toEqual([]);
  expect(differences(content, { ...content, kind: 'advisory', tlp: 'amber', nl: { ...words, title: 'x' }, indicators: 'a[.]example' })).toEqual([
    'kind',
    'tlp',
    'nl.title',
    'indicators',
  ]);
});

test('the editor shows the label without its prefix and values defanged', () => {
  expect(contentOf({ kind: 'operational-alert', tlp: 'TLP:AMBER+STRICT', chance: '', damage: '', changedNl: '', changedEn: '', nl: words, en: words, indicators: [{ defanged: 'a[.]example' }] })).toEqual({
    ...content,
    tlp: 'amber+strict',
    indicators: 'a[.]example',
  });
});

test('a level that follows from the answers is not set by hand', () => {
  const rating = { answers: { access: 'internet' }, deviation: 'x', outcome: { chance: 'high', damage: '' } };
  const shown = contentOf({ kind: 'advisory', tlp: 'TLP:GREEN', chance: 'high', damage: 'low', rating, changedNl: '', changedEn: '', nl: words, en: words, indicators: [] });
  expect([shown.chance, shown.damage, shown.answers, shown.deviation]).toEqual(['', 'low', { access: 'internet' }, 'x']);
  expect(differences(shown, { ...shown, answers: { access: 'lan' } })).toEqual(['answers']);
});

test('versions grow by a hundredth', () => {
  expect(['1.00', '1.09', '1.99', '2.13'].map(nextVersion)).toEqual(['1.01', '1.10', '2.00', '2.14']);
});

test('an approved warning may have a time, a published one be on its way or stopped', () => {
  expect(shownState('approved', true, false)).toBe('scheduled');
  expect(shownState('approved', false, false)).toBe('approved');
  expect(shownState('published', false, false, 'sending')).toBe('sending');
  expect(shownState('published', false, true, 'stopped')).toBe('stopped');
  expect(shownState('published', false, false, 'sent')).toBe('published');
  expect(shownState('withdrawn', true, true, 'sending')).toBe('withdrawn');
});
