import { i18n } from '@lingui/core';
import { beforeAll, expect, test } from 'vitest';
import { apiError } from '@/api/errors';
import { errorSentence, errorWords } from './error-words';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const refused = { type: 'about:blank', title: 'Not valid', detail: 'The name is empty.', status: 422, code: 'invalid', instance: '', trace_id: '7', retryable: false, errors: [{ pointer: '/name', code: 'required', detail: 'The name is empty.' }, { pointer: '/city', code: 'unknown', detail: 'There is no such city.' }] };

test('a refusal speaks with the words of the server, each once', async () => {
  const error = await apiError(new Response(null, { status: 422 }), refused);
  expect(errorWords(error)).toEqual({ title: 'Not valid', detail: 'The name is empty. · There is no such city.', trace: '7' });
  expect(errorSentence(error)).toBe('The name is empty. · There is no such city.');
});

test('what browsers and proxies say is never shown', async () => {
  const errors = [new TypeError('Failed to fetch'), new DOMException('The user aborted a request.', 'AbortError'), new SyntaxError('Unexpected token <'), await apiError(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))];
  for (const error of errors) {
    const { title, detail } = errorWords(error);
    expect(`${title} ${detail} ${errorSentence(error)}`).not.toMatch(/fetch|abort|token|Gateway|Error/i);
    expect(detail).not.toBe('');
  }
});

test('a sentence of our own is shown as it is', () => {
  expect(errorWords(new Error('The file is empty.'))).toEqual({ title: 'The file is empty.', detail: '' });
});
