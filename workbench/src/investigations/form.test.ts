import { expect, test } from 'vitest';
import { emptyForm, fieldsOf, told, WRITABLE } from './form';

test('what a type does not have is not sent, and stays typed', () => {
  const form = { ...emptyForm('indicator'), name: 'n', pattern: 'pay.example', objects: ['malware--1'], from: 'a' };
  expect(told(form)).toEqual({ type: 'indicator', name: 'n', text: '', pattern: 'pay.example', from: '', link: '', to: '', objects: [] });
  expect(told({ ...form, type: 'note' })).toMatchObject({ pattern: '', objects: ['malware--1'] });
  expect(told({ ...form, type: 'relationship' })).toMatchObject({ name: '', from: 'a' });
});

test('every type that can be written has a field of its own or a name', () => {
  for (const type of WRITABLE) {
    expect(Object.values(fieldsOf(type)).some(Boolean), type).toBe(true);
  }
});
